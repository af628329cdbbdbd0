"""Simulations and outside references of the planning topic."""
