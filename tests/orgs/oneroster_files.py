"""Made-up OneRoster exports: the tables as lists of dicts, written as a zip or folder."""

import csv
import io
import zipfile

COLUMNS = """
manifest: propertyName value
academicSessions: sourcedId status dateLastModified title type startDate endDate
  parentSourcedId schoolYear
orgs: sourcedId status dateLastModified name type identifier parentSourcedId
users: sourcedId status dateLastModified enabledUser username userIds givenName
  familyName middleName identifier email sms phone agentSourcedIds grades password
  userMasterIdentifier resourceSourcedIds preferredGivenName preferredMiddleName
  preferredFamilyName primaryOrgSourcedId pronouns
roles: sourcedId status dateLastModified userSourcedId roleType role beginDate
  endDate orgSourcedId userProfileSourcedId
demographics: sourcedId status dateLastModified birthDate sex
  americanIndianOrAlaskaNative asian blackOrAfricanAmerican
  nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces
  hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth
  publicSchoolResidenceStatus
"""
HEADERS = {
    name: columns.split()
    for name, columns in (
        line.split(":") for line in COLUMNS.replace("\n  ", " ").strip().splitlines()
    )
}


class Export:
    """An export under construction; every method returns the export."""

    def __init__(self, mode="bulk", version="1.2"):
        self.mode, self.version = mode, version
        self.tables = {name: [] for name in HEADERS if name != "manifest"}
        self.modes = {}

    def row(self, table, **cells):
        if self.mode == "delta":
            cells.setdefault("status", "active")
            cells.setdefault("dateLastModified", "2026-03-01T00:00:00.000Z")
        self.tables[table].append(cells)
        return self

    def org(self, key, name, kind="school", **cells):
        return self.row("orgs", sourcedId=key, name=name, type=kind, **cells)

    def user(self, key, given="Ann", family="Poe", **cells):
        cells.setdefault("enabledUser", "true")
        cells.setdefault("email", f"{key}@district.example")
        return self.row(
            "users", sourcedId=key, givenName=given, familyName=family, **cells
        )

    def role(self, user, role, org, **cells):
        cells.setdefault("roleType", "primary")
        key = f"{user}-{role}-{org}"
        return self.row(
            "roles",
            sourcedId=cells.pop("key", key),
            userSourcedId=user,
            role=role,
            orgSourcedId=org,
            **cells,
        )

    def staff(self, key, role="teacher", org="s1", **cells):
        return self.user(key, **cells).role(key, role, org)

    def student(self, key, org="s1", **demographics):
        self.user(key, email="").role(key, "student", org)
        return self.row("demographics", sourcedId=key, **demographics)

    def manifest(self):
        rows = {
            "manifest.version": "1.0",
            "oneroster.version": self.version,
            "source.systemName": "made up",
        }
        for name, table in self.tables.items():
            rows[f"file.{name}"] = self.modes.get(
                name, self.mode if table else "absent"
            )
        return [{"propertyName": name, "value": value} for name, value in rows.items()]

    def files(self):
        """Return the bytes of each file by name."""
        tables = {"manifest": self.manifest(), **self.tables}
        return {
            f"{name}.csv": as_csv(HEADERS[name], rows)
            for name, rows in tables.items()
            if rows
        }

    def zip(self, path):
        path.write_bytes(zipped(self.files()))
        return path

    def folder(self, path):
        path.mkdir()
        for name, content in self.files().items():
            (path / name).write_bytes(content)
        return path


def as_csv(header, rows):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, header)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def small_district():
    """Return two schools, a principal and two teachers."""
    return (
        Export()
        .org("d1", "Riverside", "district")
        .org("s1", "Lincoln Elementary", identifier="480000100001")
        .org("s2", "Park Middle")
        .staff("p1", "principal", given="Pia", family="Park")
        .staff("t1", given="Tom", family="Toll")
        .staff("t2", org="s2", given="Tia", family="Tull")
    )
