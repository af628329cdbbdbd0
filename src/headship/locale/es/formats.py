"""Numbers as Spanish is written in the United States, Mexico and Central America.

Django's own Spanish writes them as in Spain.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
