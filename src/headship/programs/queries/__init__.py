"""Reading programs, cohorts, sessions and people, from either side of the wall."""
