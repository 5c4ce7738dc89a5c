"""Solving, rotating and repairing.  This package puts engines and the judge together."""
