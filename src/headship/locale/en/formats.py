"""Dates and times as they are written in the United States, months in full.

Django's own English shortens some months and not others: Dec. 8, but June 8.
"""

DATE_FORMAT = "F j, Y"
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "F j, Y, g:i A"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "F j"
