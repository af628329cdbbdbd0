"""Simulations and outside references that back the statistics."""
