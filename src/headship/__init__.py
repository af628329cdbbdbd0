"""Headship: leadership development for schools, and whether it worked."""
