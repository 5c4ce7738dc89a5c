"""Synthetic input: rosters of fictional people."""
