"""Pages of 360 feedback: cycles for those who run them, reviews for leaders."""
