"""A corpus of messy sheets with known truth: layouts x mess x formats, drawn by seeds."""
