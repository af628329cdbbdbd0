"""Simulations and outside references of the impact topic."""
