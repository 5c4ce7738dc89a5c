"""Formats of the literature: MDGPLIB, matrices, tables of features, social golfers."""
