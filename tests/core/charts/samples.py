"""One figure of each kind, with everything in it that can be drawn."""

from headship.core import charts
from headship.core.suppression import Suppressed

EVIL = '"><script>alert(1)</script>'

SERIES = (
    charts.Series(key="self", label="Self", shape=charts.Shape.OPEN_CIRCLE),
    charts.Series(key="teachers", label=EVIL),
)
ROWS = (
    charts.SpineRow(
        key="order",
        label=EVIL,
        group="focus",
        marks=(
            charts.Mark(series="self", value=4.0),
            charts.Mark(series="teachers", value=3.0, lower=2.5, upper=3.5),
        ),
        note=EVIL,
    ),
    charts.SpineRow(
        key="input",
        label="Input",
        group="community",
        marks=(
            charts.Mark(series="self", value=None),
            charts.Mark(series="teachers", value=Suppressed(EVIL)),
        ),
    ),
)


def spine(**changes):
    values = {
        "title": EVIL,
        "desc": EVIL,
        "rows": ROWS,
        "series": SERIES,
        "groups": (("focus", "Focus"), ("community", "Community")),
        "ends": ("Never", "Always"),
    }
    return charts.Spine(**values | changes)


def intervals(**changes):
    values = {
        "title": EVIL,
        "desc": EVIL,
        "rows": (
            charts.Estimate(label=EVIL, value=0.3, lower=0.1, upper=0.5, note=EVIL),
            charts.Estimate(label="None", value=None, group="focus"),
            charts.Estimate(label="Few", value=Suppressed(EVIL)),
            charts.Estimate(label="All", value=0.2, is_summary=True, is_faint=True),
        ),
        "reference": 0.0,
        "reference_label": EVIL,
        "axis": EVIL,
    }
    return charts.Intervals(**values | changes)


def shares(**changes):
    values = {
        "title": EVIL,
        "categories": ("Never", "Often", EVIL),
        "apart_label": EVIL,
        "rows": (
            charts.Share(label=EVIL, counts=(1, 2, 1), apart=1, note=EVIL),
            charts.Share(label="Nobody", counts=(0, 0, 0)),
            charts.Share(label="Few", counts=Suppressed(EVIL)),
        ),
    }
    return charts.Shares(**values | changes)


def changes(**others):
    values = {
        "title": EVIL,
        "rows": (
            charts.Change(
                label=EVIL, before=3.0, after=3.5, lower=0.1, upper=0.9, group="focus"
            ),
            charts.Change(label="New", before=None, after=3.0, note=EVIL),
            charts.Change(label="Few", before=Suppressed(EVIL), after=3.0),
        ),
        "before_label": EVIL,
        "after_label": "2026",
        "difference_label": "Difference",
    }
    return charts.Changes(**values | others)


def rates(**changes):
    values = {
        "title": EVIL,
        "rows": (
            charts.Rate(label=EVIL, answered=3, asked=10, needed=5, note=EVIL),
            charts.Rate(label="Nobody", answered=0, asked=0),
        ),
    }
    return charts.Rates(**values | changes)


def forest(**changes):
    values = {
        "title": EVIL,
        "desc": EVIL,
        "rows": (
            charts.ForestRow(
                label=EVIL, value=0.4, lower=0.1, upper=0.7, weight=0.75, note=EVIL
            ),
            charts.ForestRow(
                label="Far away", value=2.5, lower=-3.0, upper=8.0, weight=0.25
            ),
        ),
        "summaries": (
            charts.ForestSummary(
                label=EVIL, value=0.3, lower=0.1, upper=0.5, reach=(-0.4, 1.0)
            ),
        ),
        "low": -1.0,
        "high": 1.0,
        "axis": EVIL,
    }
    return charts.Forest(**values | changes)


def funnel(**changes):
    values = {
        "title": EVIL,
        "desc": EVIL,
        "points": (
            charts.FunnelPoint(label=EVIL, value=0.4, se=0.1),
            charts.FunnelPoint(label="Small", value=1.2, se=0.37),
        ),
        "middle": 0.3,
        "axis": EVIL,
        "error_axis": EVIL,
    }
    return charts.Funnel(**values | changes)


DRAWINGS = {
    "spine": lambda: charts.draw_spine(spine()),
    "strip": lambda: charts.draw_spine(spine(), charts.Size.STRIP),
    "spark": lambda: charts.draw_spine(spine(), charts.Size.SPARK),
    "intervals": lambda: charts.draw_intervals(intervals()),
    "shares": lambda: charts.draw_shares(shares()),
    "changes": lambda: charts.draw_changes(changes()),
    "rates": lambda: charts.draw_rates(rates()),
    "forest": lambda: charts.draw_forest(forest()),
    "funnel": lambda: charts.draw_funnel(funnel()),
}
