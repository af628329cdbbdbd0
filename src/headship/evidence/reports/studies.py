"""The record of one study: how it was done, who was in it, what it found."""

from dataclasses import dataclass

from headship.evidence.models import Intervention, Review, Study
from headship.evidence.queries.studies import findings_of, reviews_of
from headship.evidence.reports.finding_figures import FindingsFigure, findings_figure
from headship.evidence.reports.results import FindingResult, finding_result
from headship.evidence.reports.samples import Sample, sample_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPage:
    """Everything on the page of a study."""

    study: Study
    reviews: tuple[Review, ...]
    interventions: tuple[Intervention, ...]
    findings: tuple[FindingResult, ...]
    sample: Sample
    figure: FindingsFigure | None

    @property
    def size(self) -> int | None:
        return self.study.context.get("size")

    @property
    def is_multisite(self) -> bool | None:
        return self.study.context.get("multisite")


def study_page(study: Study) -> StudyPage:
    """Gather the record."""
    findings = findings_of(study)
    results = tuple(finding_result(finding) for finding in findings)
    studied = {finding.intervention_id: finding.intervention for finding in findings}
    return StudyPage(
        study=study,
        reviews=tuple(reviews_of(study)),
        interventions=tuple(studied.values()),
        findings=results,
        sample=sample_of([study]),
        figure=findings_figure(results),
    )
