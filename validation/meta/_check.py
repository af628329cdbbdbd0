"""Compare simulated rates with their limits."""

import sys

Rates = dict[str, tuple[float, float, float]]


def finish(rates: Rates) -> None:
    """Print each rate with its limits and exit non-zero when one is outside."""
    failed = False
    for name, (rate, low, high) in rates.items():
        inside = low <= rate <= high
        failed |= not inside
        print(f"{'ok  ' if inside else 'FAIL'} {name}: {rate:.4f} in [{low}, {high}]")
    sys.exit(int(failed))
