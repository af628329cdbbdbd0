"""Whose rows the tables of instruments hold; those without an owner ship with Headship."""

from headship.core.holdings import Holding, register

register(
    Holding("instruments.Instrument", columns="ref key name", hidden="organization"),
    Holding(
        "instruments.InstrumentVersion",
        columns="ref instrument number state languages perspectives title introduction "
        "stem published_at published_by",
        hidden="organization",
    ),
    Holding(
        "instruments.OptionSet",
        organization="version__organization",
        columns="version key position",
    ),
    Holding(
        "instruments.Option",
        organization="option_set__version__organization",
        columns="option_set__version__ref option_set__key value label position",
        hidden="option_set",
    ),
    Holding(
        "instruments.Scale",
        organization="version__organization",
        columns="version key name position",
    ),
    Holding(
        "instruments.Item",
        organization="version__organization",
        columns="version key kind position page scale__key option_set__key wording",
        hidden="scale option_set",
    ),
)
