"""Reports as tables for a spreadsheet: numbers unrounded, reasons in words."""

from typing import Any

from headship.core.suppression import Suppressed
from headship.feedback.reports.change import ChangePage
from headship.feedback.reports.leader import LeaderReport
from headship.feedback.reports.technical import TechnicalPage
from headship.surveys.analysis import ScaleFigure

Table = tuple[list[str], list[list[object]]]
DIGITS = 3


def report_table(page: LeaderReport) -> Table:
    """Return one row for each responsibility and rater group."""
    header = [
        "responsibility",
        "component",
        "group",
        "n",
        "mean",
        "lower",
        "upper",
        "self_minus_group",
        "not_shown",
    ]
    return header, [
        [
            row.rated.responsibility.name,
            row.rated.responsibility.component.value,
            cell.label,
            *_figure(figure),
        ]
        for row in page.rows
        for cell, figure in zip(page.cells, row.figures, strict=True)
    ]


def technical_table(page: TechnicalPage) -> Table:
    """Return one row for each scale."""
    header = [
        "responsibility",
        "raters",
        "leaders",
        "alpha",
        "omega",
        "icc1",
        "icc2",
        "rwg",
        "sem",
        "mdc",
    ]
    return header, [
        [
            row.responsibility.name,
            row.quality.n_raters,
            row.quality.n_subjects,
            _estimate(row.quality.alpha),
            _estimate(row.quality.omega),
            _rounded(row.quality.groups.icc1 if row.quality.groups else None),
            _rounded(row.quality.groups.icc2 if row.quality.groups else None),
            _rounded(row.quality.agreement),
            _rounded(row.quality.measurement_error),
            _rounded(row.quality.detectable_change),
        ]
        for row in page.rows
    ]


def change_table(page: ChangePage) -> Table:
    """Return one row for each responsibility; empty if nothing can be compared."""
    header = [
        "responsibility",
        "before",
        "now",
        "difference",
        "lower",
        "upper",
        "not_shown",
    ]
    rows: list[list[object]] = []
    for responsibility, change in page.rows or ():
        if isinstance(change, Suppressed):
            rows.append([responsibility.name, "", "", "", "", "", str(change)])
            continue
        interval = change.difference.interval
        rows.append(
            [
                responsibility.name,
                _rounded(change.before),
                _rounded(change.now),
                _rounded(change.difference.estimate),
                _rounded(interval.lower if interval else None),
                _rounded(interval.upper if interval else None),
                "",
            ]
        )
    return header, rows


def _figure(figure: ScaleFigure | Suppressed) -> list[object]:
    if isinstance(figure, Suppressed):
        return ["", "", "", "", "", str(figure)]
    interval = figure.mean.interval
    return [
        figure.mean.n,
        _rounded(figure.mean.estimate),
        _rounded(interval.lower if interval else None),
        _rounded(interval.upper if interval else None),
        _estimate(figure.gap),
        "",
    ]


def _estimate(figure: Any) -> object:
    return _rounded(figure.estimate if figure else None)


def _rounded(value: float | None) -> object:
    return "" if value is None else round(value, DIGITS)
