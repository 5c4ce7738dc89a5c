"""Compiled loops and the flat arrays they work on.  No rules, no clock, no output."""
