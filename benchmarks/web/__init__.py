"""Timings of the running product: PostgreSQL, production settings, real requests."""

import importlib


def measure(areas: list[str]) -> dict[str, float]:
    """Start the product on a private PostgreSQL server and measure the areas."""
    from benchmarks.web.site import running_site  # noqa: PLC0415 -- sets the environment

    figures: dict[str, float] = {}
    with running_site() as site:
        for area in areas:
            module = importlib.import_module(f"benchmarks.web.{area}")
            figures |= module.figures(site)
    return figures
