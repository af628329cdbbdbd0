"""Writing a p-value."""

from headship.core.components.numbers import NO_BREAK, score


def p_words(value: float, digits: int = 3) -> str:
    """Write a p-value; one that would round to zero as less than the last digit."""
    least = 10.0**-digits
    return (
        f"<{NO_BREAK}{score(least, digits)}"
        if value < least
        else str(score(value, digits))
    )
