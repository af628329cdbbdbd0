"""What the evidence says: figures computed again, pooled, and fitted to a context."""
