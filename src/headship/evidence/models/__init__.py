"""The evidence library's records. They belong to no organization and are public."""

from headship.evidence.models.catalogs import SearchCatalog
from headship.evidence.models.claims import Claim
from headship.evidence.models.curation import Change, Curator, Notice
from headship.evidence.models.findings import FIRST_CURATED_NUMBER, Finding
from headship.evidence.models.interventions import Intervention, Rating
from headship.evidence.models.kinds import CURATED_MODELS
from headship.evidence.models.loads import Load, Origin, Revision
from headship.evidence.models.schools import PublicSchool
from headship.evidence.models.searches import SavedSearch
from headship.evidence.models.studies import Design, Review, Study, StudyRating

__all__ = [
    "CURATED_MODELS",
    "FIRST_CURATED_NUMBER",
    "Change",
    "Claim",
    "Curator",
    "Design",
    "Finding",
    "Intervention",
    "Load",
    "Notice",
    "Origin",
    "PublicSchool",
    "Rating",
    "Review",
    "Revision",
    "SavedSearch",
    "SearchCatalog",
    "Study",
    "StudyRating",
]
