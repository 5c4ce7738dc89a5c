"""Engines.  They see terms and never rules; they return assignments and never costs."""
