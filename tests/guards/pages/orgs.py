"""Pages of orgs."""

PUBLIC = {}
ROWS = []
