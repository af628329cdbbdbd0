import time

import pytest
from django.utils import translation

from headship.evidence.directories.entries import in_words
from headship.evidence.directories.reading import read_directories
from headship.orgs.roster.sentences import spoken
from tests.evidence.places import CCD, CITY, TEXAS, federal, write


def problems(*paths):
    return [str(one) for one in read_directories(paths).findings]


def test_federal_directory_gives_what_it_knows(tmp_path):
    found = read_directories([federal(tmp_path / "ccd.csv")])

    creek, mary = found.entries
    assert not found.findings
    assert (creek.name, creek.district, creek.city) == (
        "Creek El",
        "Creek ISD",
        "Creek",
    )
    assert (creek.locale, creek.lowest_grade, creek.highest_grade) == ("43", "PK", "05")
    assert creek.race["white"] == 0.75
    assert creek.race["asian"] is None
    assert (creek.year, creek.frpl) == (2014, None)
    assert (mary.locale, mary.lowest_grade, mary.race) == ("", "", None)
    assert dict(found.findings.notes) == {
        "Schools not open in the year of the file are listed all the same.": 1
    }


def test_figures_of_texas_join_by_number_in_any_order_of_files(tmp_path):
    texas = write(
        tmp_path / "tx.csv",
        TEXAS,
        ("1", "480000000001", "210", "E", "62.5", "0", ""),
        ("2", "", "300", "S", "10", "1", "2"),
        ("3", "480000000009", "300", "S", "10", "1", "2"),
    )

    found = read_directories([texas, federal(tmp_path / "ccd.csv")])

    creek = found.entries[0]
    assert (creek.frpl, creek.english_learners) == (0.625, 0.0)
    assert (creek.special_education, creek.enrollment) == (None, 210)
    assert (creek.level, creek.year) == ("Elementary", 2019)
    assert creek.source.endswith("2013-2014; Texas Education Agency, 2018-2019")
    assert found.findings.notes["Campuses without an NCES number were left out."] == 1
    assert (
        found.findings.notes["Campuses that no directory file names were left out."]
        == 1
    )


def test_suppressed_figures_of_the_city_are_unknown_and_counted(tmp_path):
    city = write(
        tmp_path / "nyc.csv",
        CITY,
        ("01M015", "P.S. 15", "K-8", "169", "> 95%", "N<5", ".2", "N<5", ".5", ".4"),
        ("02M016", "P.S. 16", "Middle", "N<5", "0.5", "0.1", "0", "", "", ""),
    )

    found = read_directories([city])

    first, second = found.entries
    assert (first.nces_id, first.state, first.locale) == ("NYC-01M015", "NY", "11")
    assert (first.lowest_grade, first.highest_grade) == ("KG", "08")
    assert (first.frpl, first.english_learners) == (None, None)
    assert first.special_education == 0.2
    assert first.gender == {"female": None, "male": 0.5}
    assert (second.enrollment, second.race, second.lowest_grade) == (None, None, "")
    assert sum(found.findings.notes.values()) == 4 + 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            ("01M015", "P.S. 15", "K-8", "169", "1.2", "", "", "", "", ""),
            (
                "nyc.csv, line 2, column Percent HRA Eligible: “1.2” is not a share from 0 "
                "to 1. Write a number, or leave the cell empty if it is unknown."
            ),
        ),
        (
            ("01M015", "P.S. 15", "K-8", "many", "", "", "", "", "", ""),
            (
                "nyc.csv, line 2, column Enrollment: “many” is not a number of students. "
                "Write a number, or leave the cell empty if it is unknown."
            ),
        ),
        (
            ("1", "P.S. 15", "K-8", "", "", "", "", "", "", ""),
            (
                "nyc.csv, line 2, column DBN: “1” is not a city school number. It has 6 "
                "letters and digits: 01M015."
            ),
        ),
        (
            ("01M015", "", "K-8", "", "", "", "", "", "", ""),
            "nyc.csv, line 2, column School Name: The school has no name. Add its name.",
        ),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(tmp_path, cells, words):
    assert problems(write(tmp_path / "nyc.csv", CITY, cells)) == [words]


def test_a_school_in_two_files_or_lines_is_refused(tmp_path):
    one, other = federal(tmp_path / "a.csv"), federal(tmp_path / "b.csv")
    cells = ("01M015", "P.S. 15", "K-8", "", "", "", "", "", "", "")

    assert len(problems(one, other)) == 2
    assert problems(write(tmp_path / "nyc.csv", CITY, cells, cells)) == [
        (
            "nyc.csv, line 3, column DBN: “01M015” is already on line 2. Remove one of "
            "the lines."
        )
    ]


def test_what_is_wrong_is_said_in_the_language_of_whoever_reads(tmp_path):
    cells = ("01M015", "P.S. 15", "K-8", "many", "", "> 95%", "", "", "", "")
    found = read_directories([write(tmp_path / "nyc.csv", CITY, cells)]).findings

    with translation.override("es"):
        (problem,) = map(str, found)
        notes = {spoken(sentence) for sentence in found.notes}

    assert "“many” no es un número de estudiantes." in problem
    assert "Los valores que solo se muestran como límite" in notes.pop()


def test_an_unknown_file_is_told_what_it_lacks(tmp_path):
    other = write(tmp_path / "other.csv", ("a", "b"), ("1", "2"))
    assert problems(other)[0].startswith(
        "other.csv, line 1, column NCESSCH: The column is missing."
    )
    assert problems(tmp_path / "none.csv") == [
        "none.csv: There is no such file. Check the path."
    ]
    (tmp_path / "bad.csv").write_bytes(",".join(CCD).encode() + b"\n\xff\xfe\xff")
    assert "not in UTF-8" in problems(tmp_path / "bad.csv")[0]


@pytest.mark.parametrize(
    ("published", "read"),
    [
        ("CROSBYTON H S", "Crosbyton H S"),
        ("ST MARY'S EL", "St Mary's El"),
        ("O'CONNOR ISD", "O'Connor ISD"),
        ("J F K EL", "J F K El"),
        ("McAllen", "McAllen"),
    ],
)
def test_names_in_capitals_are_written_to_be_read(published, read):
    assert in_words(published) == read


def test_every_school_of_the_real_files_is_read(shared):
    started = time.perf_counter()

    found = read_directories(
        [
            shared / "data/texas/nces_ccd_2013_14_texas_schools_selected_columns.csv",
            shared / "data/texas/tx_principal_turnover_2015_2017_derived.csv",
            shared / "data/nyc/nyc_school_quality_leadership_selected_columns.csv",
        ]
    )

    states = [one.state for one in found.entries]
    assert (states.count("TX"), states.count("NY")) == (9336, 1350)
    assert not found.findings
    assert (
        sum(one.frpl is not None for one in found.entries if one.state == "TX") > 8000
    )
    assert time.perf_counter() - started < 20
