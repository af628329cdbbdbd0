"""One line of users.csv as a person, and what OneRoster's roles are called here."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext_noop as _

from headship.orgs.models import Role
from headship.orgs.roster.problems import Findings
from headship.orgs.roster.rows import PersonRow
from headship.orgs.roster.sentences import say
from headship.orgs.roster.tables import Row

# A roster never makes someone an administrator of Headship, a supervisor or a coach;
# people are given those roles by hand and keep them.
ROLES = {
    "principal": Role.LEADER,
    "siteAdministrator": Role.LEADER,
    "districtAdministrator": Role.VIEWER,
    "administrator": Role.VIEWER,
    "teacher": Role.STAFF,
    "aide": Role.STAFF,
    "counselor": Role.STAFF,
    "proctor": Role.STAFF,
}
UNSTORED = frozenset({"student", "parent", "guardian", "relative"})
LONGEST_NAME = 100
LONGEST_ADDRESS = 254
# Control characters, and marks that turn the direction in which a name is read.
UNSEEN = frozenset(
    map(chr, (*range(32), *range(127, 160), *range(0x202A, 0x202F), 0x200E, 0x200F))
) | frozenset(map(chr, range(0x2066, 0x206A)))


def person_row(
    row: Row, role: str, emails: dict[str, int], findings: Findings
) -> PersonRow | None:
    """Return one person, or None and the problems with their line."""
    before = findings.problem_count
    given = row["preferredGivenName"] or row["givenName"]
    family = row["preferredFamilyName"] or row["familyName"]
    _check_names(row, given, family, findings)
    email = _email(row, emails, findings)
    enabled = row["enabledUser"].lower()
    if enabled not in {"true", "false"}:
        reason, advice = _("It is neither true nor false."), _("Use true or false.")
        findings.add(row.problem("enabledUser", reason, advice))
    if len(row["userMasterIdentifier"]) > 255:
        reason, advice = _("It is too long."), _("Use at most 255 characters.")
        findings.add(row.problem("userMasterIdentifier", reason, advice))
    if findings.problem_count > before:
        return None
    return PersonRow(
        file=row.file,
        line=row.line,
        source_id=row["sourcedId"],
        master_id=row["userMasterIdentifier"],
        given_name=given,
        family_name=family,
        email=email,
        role=role,
        is_enabled=enabled == "true",
    )


def _check_names(row: Row, given: str, family: str, findings: Findings) -> None:
    for column, value in (("givenName", given), ("familyName", family)):
        if not value or len(value) > LONGEST_NAME:
            reason = _("The name is too long.") if value else _("The name is empty.")
            advice = say(_("Use 1 to %(most)s characters."), most=LONGEST_NAME)
            findings.add(row.problem(column, reason, advice))
        elif any(letter in UNSEEN for letter in value):
            reason = _("The name holds characters that are not to be seen.")
            findings.add(row.problem(column, reason, _("Type it again.")))


def _email(row: Row, emails: dict[str, int], findings: Findings) -> str:
    """Return the address in lower case, or nothing and the problem."""
    email = row["email"].lower()
    if not email:
        findings.note(_("People without an e-mail address cannot be invited."))
        return ""
    try:
        validate_email(email)
        MaxLengthValidator(LONGEST_ADDRESS)(email)
    except ValidationError:
        reason = say(_("“%(email)s” is not an e-mail address."), email=email[:80])
        findings.add(row.problem("email", reason, _("Correct it or leave it empty.")))
        return ""
    if email in emails:
        reason = say(_("The address is already on line %(line)s."), line=emails[email])
        findings.add(row.problem("email", reason, _("Give each person their own.")))
    emails.setdefault(email, row.line)
    return email
