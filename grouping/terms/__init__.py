"""The normal form of a problem: integer costs that engines can search."""
