"""Benchmarks: every case, engine and seed gives a row; tables and plots are made of rows."""
