"""Which model holds each kind of record that a curator may write."""

from collections.abc import Mapping

from django.db.models import Model

from headship.evidence.models.curation import Change
from headship.evidence.models.findings import Finding
from headship.evidence.models.interventions import Intervention, Rating
from headship.evidence.models.studies import Study

CURATED_MODELS: Mapping[str, type[Model]] = {
    Change.Kind.INTERVENTION: Intervention,
    Change.Kind.STUDY: Study,
    Change.Kind.FINDING: Finding,
    Change.Kind.RATING: Rating,
}
