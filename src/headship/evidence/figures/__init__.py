"""The drawings of the evidence library."""
