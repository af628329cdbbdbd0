"""What is possible with certificates now, and why not."""

from decimal import Decimal

from django.utils.translation import gettext as _

from headship.core.errors import PolicyError
from headship.programs.models import Certificate, CertificateBatch, Cohort, Session
from headship.programs.queries import certificates as queries
from headship.programs.queries.certificates import Standing


def check_share(share: Decimal) -> None:
    """Refuse a share that is none."""
    if not 0 < share <= 1:
        raise PolicyError(_("Choose a share between 1 and 100 percent."))


def check_can_certify(cohort: Cohort, session: Session | None) -> None:
    """Refuse certificates of a session that was cancelled."""
    if session and session.is_cancelled:
        raise PolicyError(
            _("The session was cancelled, so there is nothing to certify.")
        )
    if cohort.state == Cohort.State.CANCELLED and session is None:
        raise PolicyError(_("The cohort was cancelled, so nobody completed it."))


def check_is_earned(standing: Standing | None) -> Standing:
    """Refuse a certificate that is not earned, or held already."""
    if standing is None:
        raise PolicyError(_("This person does not take part in the cohort any more."))
    if standing.certificate:
        raise PolicyError(
            _("%(name)s holds this certificate already: number %(number)s.")
            % {
                "name": standing.participant,
                "number": standing.certificate.number,
            }
        )
    if not standing.is_earned:
        raise PolicyError(
            _(
                "%(name)s has %(hours)s of %(offered)s hours, which is not enough for "
                "this certificate."
            )
            % {
                "name": standing.participant,
                "hours": f"{standing.hours:f}",
                "offered": f"{standing.offered:f}",
            }
        )
    return standing


def check_can_revoke(certificate: Certificate, reason: str) -> None:
    """Refuse to revoke twice, or without saying why."""
    if not certificate.is_valid:
        raise PolicyError(_("This certificate is revoked already."))
    if not reason.strip():
        raise PolicyError(_("Say why the certificate is revoked. The reason is kept."))


def check_no_batch_runs(cohort: Cohort, session: Session | None) -> None:
    """Refuse a second batch of the same certificates while one is being issued."""
    running = queries.batches(cohort).filter(
        session=session,
        state__in=[CertificateBatch.State.WAITING, CertificateBatch.State.RUNNING],
    )
    if running.exists():
        raise PolicyError(
            _("These certificates are being issued already. Look at the progress.")
        )


def check_can_resume(batch: CertificateBatch) -> None:
    """Refuse to start a batch again that is finished or still at work."""
    if batch.state == batch.State.DONE:
        raise PolicyError(_("Everyone was looked at already."))
    if batch.state != batch.State.FAILED and not queries.is_silent(batch):
        raise PolicyError(_("A worker is at it. Wait until the page says it stopped."))
