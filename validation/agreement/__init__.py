"""Our value for each recorded outside result, topic by topic."""
