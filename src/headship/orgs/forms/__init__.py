"""What browsers send to the pages of an organization."""
