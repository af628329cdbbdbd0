"""A zip is opened without trusting it."""

import zipfile

import pytest
from tests.orgs.oneroster_files import zipped

from headship.orgs.roster import sources
from headship.orgs.roster.problems import SourceError
from headship.orgs.roster.sentences import spoken
from headship.orgs.roster.sources import open_source


def reason(path):
    """Return why a source is refused when it is opened and read."""
    with pytest.raises(SourceError) as refusal:
        read_all(path)
    return spoken(refusal.value.problem.reason)


def read_all(path):
    with open_source(path) as source:
        for name in source.names():
            with source.open(name) as file:
                file.read()


@pytest.fixture
def make_zip(tmp_path):
    def make(files):
        path = tmp_path / "roster.zip"
        path.write_bytes(zipped(files))
        return path

    return make


def test_zip_gives_its_tables_in_lower_case(make_zip):
    path = make_zip({"Export/Users.CSV": b"a", "Export/readme.txt": b"b"})

    with open_source(path) as source, source.open("users.csv") as file:
        assert (source.names(), file.read()) == (["users.csv"], b"a")


def test_folder_gives_its_tables_and_follows_no_link(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "users.csv").write_text("a")
    (tmp_path / "secret.csv").write_text("b")
    (folder / "orgs.csv").symlink_to(tmp_path / "secret.csv")

    with open_source(folder) as source:
        assert source.names() == ["users.csv"]


def test_clutter_of_desktops_is_passed_over(make_zip):
    path = make_zip({"__MACOSX/deep/er/._users.csv": b"x", "users.csv": b"a"})

    with open_source(path) as source:
        assert source.names() == ["users.csv"]


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "C:\\users.csv"])
def test_name_that_leads_out_is_refused(make_zip, name):
    assert reason(make_zip({name: b"a"})) == "The name leads out of the zip."


def test_folders_within_folders_are_refused(make_zip):
    assert "Folders within" in reason(make_zip({"a/b/users.csv": b"a"}))


@pytest.mark.parametrize("name", ["more.zip", "more.tar", "users.csv.gz"])
def test_archive_within_the_archive_is_refused(make_zip, name):
    assert "archive within" in reason(make_zip({name: b"a"}))


def test_bomb_is_refused_by_its_ratio(make_zip):
    assert "far more" in reason(make_zip({"users.csv": b"0" * 5_000_000}))


def test_bomb_is_refused_by_its_total(make_zip, monkeypatch):
    monkeypatch.setattr(sources, "MAX_UNPACKED", 10)

    assert "unpacks to more" in reason(
        make_zip({"a.csv": b"123456", "b.csv": b"12345"})
    )


def test_too_many_files_are_refused(make_zip):
    files = {f"{number}.csv": b"a" for number in range(sources.MAX_MEMBERS + 1)}

    assert "101 files" in reason(make_zip(files))


def test_zip_that_lies_about_its_size_is_refused(make_zip):
    path = make_zip({"users.csv": b"sourcedId\n" * 50})
    lie = (499).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace((500).to_bytes(4, "little"), lie))

    assert reason(path) in {
        "The zip lies about its size.",
        "The zip is damaged here (Bad CRC-32 for file 'users.csv').",
    }


def test_damaged_zip_is_refused(make_zip):
    path = make_zip({"users.csv": b"sourcedId,given\n1,Ann\n" * 500})
    content = bytearray(path.read_bytes())
    content[45:60] = b"damaged damaged"
    path.write_bytes(bytes(content))

    assert "damaged" in reason(path)


def test_encrypted_zip_is_refused(make_zip):
    path = make_zip({"users.csv": b"a"})
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(bytes(content))

    assert reason(path) == "It is encrypted."


def test_link_in_a_zip_is_refused(tmp_path):
    path = tmp_path / "roster.zip"
    info = zipfile.ZipInfo("users.csv")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")

    assert reason(path) == "It is a link, not a file."


def test_same_table_twice_is_refused(make_zip):
    assert "twice" in reason(make_zip({"a/users.csv": b"a", "b/users.csv": b"b"}))


def test_missing_file_is_refused(tmp_path):
    assert reason(tmp_path / "none.zip") == "There is no such file."


def test_workbook_is_named_as_one(make_zip):
    path = make_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b""})

    assert reason(path) == "This is a workbook, not a CSV file."


def test_empty_file_is_named_as_one(tmp_path):
    path = tmp_path / "users.csv"
    path.touch()

    assert reason(path) == "The file is empty."
