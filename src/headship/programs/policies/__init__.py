"""What is possible now with programs, cohorts, sessions and facilitators."""
