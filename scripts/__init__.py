"""What make calls: finding programs, running servers, taking pictures."""
