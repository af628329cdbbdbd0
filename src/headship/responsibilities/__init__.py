"""Public pages about the 21 responsibilities and the order of change."""
