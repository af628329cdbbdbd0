"""Whose rows the tables of orgs hold."""

from django.utils.translation import gettext_lazy as _

from headship.core.holdings import Holding, register
from headship.orgs.models.schools import SHARES

CODES = _("what opens an account, of which only a trace is kept")
WORKINGS = _("what only Headship itself needs")

register(
    Holding(
        "orgs.Organization",
        organization="pk",
        columns="ref name slug kind time_zone minimum_group deletes_on",
    ),
    Holding(
        "orgs.School",
        columns="ref name nces_id state_id source_id city state status",
        hidden="organization",
    ),
    Holding(
        "orgs.SchoolContext",
        organization="school__organization",
        columns="school school_year source locale grade_low grade_high enrollment "
        + " ".join(SHARES),
    ),
    Holding(
        "orgs.Membership",
        person="user",
        columns="ref given_name family_name email role title language source_id "
        "master_id source_role status supervisor",
        own="organization organization__name",
        hidden="user",
        because=_("the number of the account"),
    ),
    Holding(
        "orgs.Membership_schools",
        organization="membership__organization",
        person="membership__user",
        columns="membership school school__name",
    ),
    Holding(
        "orgs.AccountInvitation",
        organization="member__organization",
        person="member__user",
        columns="member expires_at used_at",
        hidden="ref code_hash",
        because=CODES,
    ),
    Holding(
        "orgs.ImportJob",
        columns="ref kind state filename lea_id created_at created_by confirmed_by "
        "finished_at was_replanned counts notes problems problem_count",
        hidden="organization folder fingerprint",
        because=WORKINGS,
    ),
    Holding(
        "orgs.Export",
        columns="ref state created_at created_by finished_at row_count size",
        hidden="organization claim beat_at tables_done tables_total stored",
        because=WORKINGS,
        file="stored",
    ),
)
