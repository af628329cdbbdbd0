"""Setting the figures that Headship computes itself."""

from collections.abc import Sequence

from headship.evidence.analysis.recompute import recompute_findings, reported_of
from headship.evidence.models import Finding

COMPUTED = (
    "our_effect_size",
    "our_se",
    "our_p",
    "our_improvement_index",
    "agreement",
    "reason",
)


def set_computed(findings: Sequence[Finding]) -> None:
    """Compute the figures of findings, unsaved; their reviews must be loaded."""
    computed = recompute_findings([reported_of(finding) for finding in findings])
    for finding, found in zip(findings, computed, strict=True):
        finding.our_effect_size = found.size
        finding.our_se = found.se
        finding.our_p = found.p_value
        finding.our_improvement_index = found.improvement_index
        finding.agreement = found.agreement
        finding.reason = found.reason
