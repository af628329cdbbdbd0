"""What is known to be odd about the export, and how each oddity is handled."""

from enum import StrEnum


class Trap(StrEnum):
    """One oddity; ``SENTENCES`` says what was done about it."""

    COMPARISON_IS_MEAN = "comparison_is_mean"
    DESIGN_SPELLING = "design_spelling"
    DESIGN_MISSING = "design_missing"
    REPORT_ID_MISSING = "report_id_missing"
    CLUSTERS_EQUAL_N = "clusters_equal_n"
    PERCENT_SCALE = "percent_scale"
    ICC_ONE = "icc_one"
    NO_EFFECT_SIZE = "no_effect_size"
    NO_POSTING_DATE = "no_posting_date"
    SIGN_AGAINST_MEANS = "sign_against_means"
    SIGN_AGAINST_INDEX = "sign_against_index"
    SIGN_TURNED = "sign_turned"
    DIRECTION_CONTRADICTED = "direction_contradicted"
    NEGATIVE_SPREAD = "negative_spread"
    FLAG_ABOVE_ONE = "flag_above_one"
    YEAR_WITH_TEXT = "year_with_text"
    ERIC_NUMBER = "eric_number"
    NO_COMPARISON_PEOPLE = "no_comparison_people"
    ZERO_MEANS_BLANK = "zero_means_blank"
    SHARES_ABOVE_ONE = "shares_above_one"
    RACE_UNKNOWN = "race_unknown"
    REVIEWS_DIFFER = "reviews_differ"
    REVIEW_ROWS_DIFFER = "review_rows_differ"
    NOT_A_VERDICT = "not_a_verdict"
    VERDICT_CHANGED = "verdict_changed"
    NO_STUDY = "no_study"
    NOT_IN_NEWER = "not_in_newer"


SENTENCES = {
    Trap.COMPARISON_IS_MEAN: (
        "findings hold the comparison group's mean where its description belongs: the "
        "text is left as it was, and comes from an edition that carries it."
    ),
    Trap.DESIGN_SPELLING: (
        "findings name a design in another mix of capitals: read as the same design."
    ),
    Trap.DESIGN_MISSING: "findings name no design: kept as not reported.",
    Trap.REPORT_ID_MISSING: (
        "findings belong to no intervention report: their own intervention number is "
        "used."
    ),
    Trap.CLUSTERS_EQUAL_N: (
        "findings repeat the number of people as the number of clusters: read as not "
        "clustered."
    ),
    Trap.PERCENT_SCALE: (
        "findings print shares as percentages from 0 to 100: divided by 100."
    ),
    Trap.ICC_ONE: (
        "findings state an intraclass correlation of 1 (an analysis of clusters): "
        "kept, not read as people in clusters."
    ),
    Trap.NO_EFFECT_SIZE: "findings have no published effect size: kept without one.",
    Trap.NO_POSTING_DATE: "findings have no posting date: kept as not dated.",
    Trap.SIGN_AGAINST_MEANS: (
        "findings have an effect whose sign is not that of the difference in means: the "
        "published sign is kept, positive is favorable."
    ),
    Trap.SIGN_AGAINST_INDEX: (
        "findings have an effect whose sign is not that of the improvement index: both "
        "are kept as published."
    ),
    Trap.SIGN_TURNED: (
        "findings of an edition that does not make favorable effects positive have an "
        "improvement index of the opposite sign: the sign of the effect is turned."
    ),
    Trap.DIRECTION_CONTRADICTED: (
        "findings are called favorable or unfavorable against the sign of their "
        "effect: which direction is better is kept as not reported."
    ),
    Trap.NEGATIVE_SPREAD: (
        "findings have a negative standard deviation: kept as not reported."
    ),
    Trap.FLAG_ABOVE_ONE: "reviews have a flag above 1: read as yes.",
    Trap.YEAR_WITH_TEXT: (
        "reviews give a year with a letter, a month or no year at all: the four digits "
        "are used, if there are any."
    ),
    Trap.ERIC_NUMBER: (
        "reviews give an ERIC number with blanks or as an address: the number is used."
    ),
    Trap.NO_COMPARISON_PEOPLE: (
        "findings have nobody in the comparison group: kept as printed."
    ),
    Trap.ZERO_MEANS_BLANK: (
        "reviews print zeros for what was left blank (both halves of a pair, a whole "
        "block, or nobody poor): kept as not reported."
    ),
    Trap.SHARES_ABOVE_ONE: (
        "reviews have shares that add up to more than the whole: kept as not reported."
    ),
    Trap.RACE_UNKNOWN: (
        "reviews put everybody under other or unknown race: kept as not reported."
    ),
    Trap.REVIEWS_DIFFER: (
        "studies are described differently by their reviews: the newest review speaks "
        "for the study, each review keeps its own words."
    ),
    Trap.REVIEW_ROWS_DIFFER: (
        "rows describe a review differently from its first row: the first row counts."
    ),
    Trap.NOT_A_VERDICT: (
        "rows have 'Not Measured' or 'N/A' as a verdict: no verdict is recorded."
    ),
    Trap.VERDICT_CHANGED: (
        "verdicts differ between editions: the newest stands and says what the older "
        "one was."
    ),
    Trap.NO_STUDY: (
        "findings name a review that is neither in these files nor in the library, so "
        "their study is unknown: not loaded. Give that edition's Studies.csv with them, "
        "or load a newer export first."
    ),
    Trap.NOT_IN_NEWER: (
        "findings of an older edition are missing from the newest: kept, with the older "
        "edition's date."
    ),
}
