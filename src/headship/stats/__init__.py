"""Plain functions on NumPy arrays, with frozen results; no Django.

Import the topic, then the function: ``from headship.stats import meta`` and
``meta.random_effects(...)``, or ``from headship.stats.meta import random_effects``.
Topics load on first use, so that importing the package stays cheap.
"""
