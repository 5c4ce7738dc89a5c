"""Engines: they see terms, never rules, and give back assignments, never costs."""
