"""Schools, places and files of them for tests."""

import csv

from headship.evidence.directories.entries import folded
from headship.evidence.models import PublicSchool

CCD = ("NCESSCH", "SCHNAM", "LEANM", "LCITY", "LSTATE", "STATUS", "SURVYEAR")
CCD_MORE = ("ULOCAL", "GSLO", "GSHI", "MEMBER", "WH", "HI")
TEXAS = (
    *("tx_campus_id", "ncessch", "enrollment_2018_19", "grade_type_2018_19"),
    *("pct_econ_disadvantaged_2018_19", "pct_english_learner_2018_19"),
    "pct_special_ed_2018_19",
)
CITY = (
    *("DBN", "School Name", "School Type", "Enrollment", "Percent HRA Eligible"),
    *("Percent English Language Learners", "Percent Students with IEPs"),
    *("Percent Female", "Percent Male", "Student Percent - Hispanic"),
)


def make_public_school(name="Cottonwood School", **fields):
    """Return a rural school of the directory of which most is known."""
    number = PublicSchool.objects.count() + 1
    known = {
        "nces_id": f"48000000{number:04d}",
        "state": "TX",
        "locale": "43",
        "lowest_grade": "KG",
        "highest_grade": "05",
        "enrollment": 180,
        "frpl": 0.6,
        "english_learners": 0.1,
        "special_education": 0.12,
        "race": {"white": 0.7, "hispanic": 0.3},
        "gender": {"female": 0.5, "male": 0.5},
        "source": "A directory",
    }
    told = {"name": name, **known, **fields}
    return PublicSchool.objects.create(**told, **folded(**told))


def write(path, header, *rows):
    """Write a CSV and return where it is."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def federal(path, *rows):
    """Write a federal directory of two schools, or of the rows given."""
    first = ("480000000001", "CREEK EL", "CREEK ISD", "CREEK", "TX", "1", "2013")
    second = ("480000000002", "St. Mary's", "Creek ISD", "Creek", "TX", "6", "2013")
    usual = (
        (*first, "43", "PK", "05", "200", "150", "50"),
        (*second, "", "N", "N", "", "", ""),
    )
    return write(path, (*CCD, *CCD_MORE), *(rows or usual))
