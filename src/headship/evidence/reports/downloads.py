"""What can be taken along, and what its columns mean."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headship.evidence.queries.catalogs import (
    CatalogState,
    catalog_state,
    current_catalog,
)
from headship.evidence.reports.records import FINDING_COLUMNS

Words = str | Promise

COLUMN_WORDS: dict[str, Words] = {
    "number": _("The finding's public number, part of its address; it never changes."),
    "url": _("The finding's page here."),
    "intervention": _("The program's short name in its address."),
    "intervention_name": _("The program's name."),
    "study": _("The study's identifier in its address."),
    "citation": _("The study as cited."),
    "year": _("The year of publication."),
    "design": _("rct, qed, rdd, scd, other or unknown."),
    "outcome_domain": _("The kind of outcome."),
    "outcome_measure": _("The test, survey or record."),
    "outcome_type": _("continuous, dichotomous or other."),
    "period": _("When it was measured."),
    "sample": _("Who was measured."),
    "is_subgroup": _("Whether this is a part of a sample that has its own finding."),
    "comparison": _("What the program was compared with."),
    "n_total": _("People or units analyzed."),
    "n_treated": _("Of these, in the intervention group."),
    "n_control": _("Of these, in the comparison group."),
    "clusters_treated": _("Schools or classes in the intervention group."),
    "clusters_control": _("Schools or classes in the comparison group."),
    "mean_treated": _(
        "Mean of the intervention group; a share from 0 to 1 if dichotomous."
    ),
    "mean_control": _(
        "Mean of the comparison group; a share from 0 to 1 if dichotomous."
    ),
    "sd_treated": _("Standard deviation of the intervention group."),
    "sd_control": _("Standard deviation of the comparison group."),
    "icc": _("Intraclass correlation."),
    "reported_effect_size": _("Effect size as the study reports it."),
    "reported_p": _("p-value as the study reports it."),
    "favorable": _("Whether higher or lower values are better."),
    "wwc_effect_size": _("Effect size as published; positive is favorable."),
    "wwc_improvement_index": _("Improvement index as published, in percentile points."),
    "wwc_p": _("p-value as published."),
    "wwc_is_significant": _("Whether published as statistically significant."),
    "wwc_rating": _("Whether the finding meets standards."),
    "essa_tier": _("Tier of evidence under ESSA, 1 to 4."),
    "our_effect_size": _("Effect size as Headship recomputes it."),
    "our_se": _("Its standard error."),
    "our_p": _("p-value as Headship recomputes it."),
    "our_improvement_index": _("Improvement index as Headship recomputes it."),
    "agreement": _("Whether published and recomputed effect sizes agree."),
    "reason": _("Why they differ, or why none could be computed."),
    "reviewer": _("Who reviewed the study."),
    "standards_version": _("The edition of the standards in that review."),
    "protocol": _("The review's protocol."),
    "reviewed_on": _("When the review was posted."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadPage:
    """The files on offer."""

    finding_count: int
    state: CatalogState
    columns: tuple[tuple[str, Words], ...]


def download_page() -> DownloadPage:
    """Gather what there is to download."""
    catalog = current_catalog()
    return DownloadPage(
        finding_count=int((catalog.columns.finding > 0).sum()),
        state=catalog_state(),
        columns=tuple((name, COLUMN_WORDS[name]) for name in FINDING_COLUMNS),
    )
