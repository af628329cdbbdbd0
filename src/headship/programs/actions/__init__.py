"""Changing programs, cohorts, sessions and what people do in them."""
