"""The pages of an organization, by noun."""
