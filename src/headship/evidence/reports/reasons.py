"""Why a published size is or is not reproduced, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headship.evidence.models import Finding

Words = str | Promise
Agreement = Finding.Agreement

# The problem of clusters has the code of the difference by clusters; words tell them
# apart under a name of their own.
CLUSTERS_UNUSABLE = "clusters_unusable"

# Each reason in a few words, for tables.
SHORT: dict[str, Words] = {
    "": _("by its own edition's formula"),
    "without_cluster_factors": _("without the cluster factors"),
    "default_icc": _("with the default cluster correlation"),
    "cox_without_omega": _("Cox index without the small-sample factor"),
    "without_omega": _("without the small-sample factor"),
    "share_with_spread": _("as shares although spreads are given"),
    "rounding": _("by less than 0.005: rounded inputs"),
    "study_size": _("the study's own effect size was taken"),
    "clusters": _("clusters: data not in the export"),
    "shares_adjusted": _("yes-or-no outcome: adjusted or other data"),
    "means_adjusted": _("adjusted means or a comparison of changes"),
    "no_means": _("means missing"),
    "no_spread": _("standard deviations missing"),
    "share_of_0_or_1": _("nobody or everybody in one group"),
    "too_few_people": _("group sizes missing"),
    "empty_group": _("one group is empty"),
    CLUSTERS_UNUSABLE: _("too few clusters"),
}

# The same for the page of one finding, as a sentence.
LONG: dict[str, Words] = {
    "": _("The formula of its own edition gives the published size to five decimals."),
    "without_cluster_factors": _(
        "The published size is the one without the factors for clusters that this "
        "edition asks for; with them it would be a little smaller."
    ),
    "default_icc": _(
        "The export names no cluster correlation. With the default of .20 for "
        "achievement, the edition's formula gives the published size."
    ),
    "cox_without_omega": _(
        "The published size is the Cox index without the small-sample factor that this "
        "edition asks for."
    ),
    "without_omega": _(
        "The published size is the plain standardized difference, without the "
        "small-sample factor."
    ),
    "share_with_spread": _(
        "The means are percentages of yes-or-no answers, although standard deviations "
        "are given with them. Read as shares they give the published size."
    ),
    "rounding": _(
        "The sizes differ by less than 0.005. Most likely the means and standard "
        "deviations in the export are rounded."
    ),
    "study_size": _(
        "The published size is the one that the study itself reported, most likely "
        "adjusted for differences that the export does not carry."
    ),
    "clusters": _(
        "Groups were assigned. Most likely the size rests on the study's own model or "
        "on figures of clusters that the export does not carry."
    ),
    "shares_adjusted": _(
        "Most likely the published size rests on adjusted shares or on a regression "
        "that the export does not carry."
    ),
    "means_adjusted": _(
        "Most likely the published size rests on means adjusted for an earlier test, "
        "or on a comparison of changes; the export carries neither."
    ),
    "no_means": _("The export holds no means for both groups."),
    "no_spread": _("The export holds no standard deviations for both groups."),
    "share_of_0_or_1": _(
        "In one group nobody or everybody had the outcome, so its odds do not exist."
    ),
    "too_few_people": _("The export does not say how many people were in the groups."),
    "empty_group": _("By the export one of the groups has nobody in it."),
    CLUSTERS_UNUSABLE: _("There are too few clusters, or more clusters than people."),
}


def _key(agreement: str, reason: str) -> str:
    """Tell the problem of clusters from the difference by clusters; both say so."""
    if reason == "clusters" and agreement != Agreement.DIFFERS:
        return CLUSTERS_UNUSABLE
    return reason


def short_reason(agreement: str, reason: str) -> Words:
    """Return a reason in a few words; an unknown code stands for itself."""
    if not reason and agreement == Agreement.NOT_PUBLISHED:
        return _("computed here only")
    return SHORT.get(_key(agreement, reason), reason)


def long_reason(agreement: str, reason: str) -> Words:
    """Return a reason as a sentence."""
    if not reason and agreement == Agreement.NOT_PUBLISHED:
        return _("The reviewers published no effect size; the one here is ours alone.")
    return LONG.get(_key(agreement, reason), reason)


HEADLINES: dict[str, Words] = {
    Agreement.REPRODUCED: _("The published effect size is reproduced"),
    Agreement.SIGN_FLIPPED: _("The published effect size is reproduced, sign turned"),
    Agreement.DIFFERS: _("The published effect size is not reproduced"),
    Agreement.NOT_RECOMPUTABLE: _("The effect size cannot be recomputed"),
    Agreement.NOT_PUBLISHED: _("No effect size was published"),
}
