"""A person's practices, and those that others share with them."""
