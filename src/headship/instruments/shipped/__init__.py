"""The questionnaire files that Headship ships."""
