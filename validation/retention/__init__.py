"""Simulations and outside references of the retention topic."""
