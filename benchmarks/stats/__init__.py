"""Timings of the statistics core."""
