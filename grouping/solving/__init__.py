"""Solving, rotating and repairing: engines and the judge put together."""
