"""The one judge, and what is derived from it."""
