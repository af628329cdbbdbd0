"""What people enter about programs, cohorts and sessions."""
