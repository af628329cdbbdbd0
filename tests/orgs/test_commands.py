"""The two import commands say what they do and call the same action."""

import pytest
from django.core.management import CommandError, call_command
from tests.orgs.oneroster_files import small_district

from headship.core.models import AuditEvent
from headship.orgs.models import Membership, School

pytestmark = pytest.mark.usefixtures("noon")


def test_roster_of_a_folder_is_imported(leader, tmp_path, capsys):
    folder = small_district().folder(tmp_path / "export")

    call_command("import_roster", "riverside", folder)

    assert "person: 3 create" in capsys.readouterr().out
    assert Membership.objects.exclude(source_id="").count() == 3
    assert AuditEvent.objects.get().actor_ref == leader.ref


def test_dry_run_prints_and_writes_nothing(leader, tmp_path, capsys):
    path = small_district().zip(tmp_path / "export.zip")

    call_command("import_roster", "riverside", path, "--dry-run")

    out = capsys.readouterr().out
    assert "school: 2 create" in out
    assert "Nothing was changed." in out
    assert not School.objects.exists()


def test_problems_are_printed_and_nothing_is_written(leader, tmp_path, capsys):
    path = small_district().staff("x", email="wrong").zip(tmp_path / "export.zip")

    with pytest.raises(CommandError, match=r"1 problem\. Nothing was changed"):
        call_command("import_roster", "riverside", path)

    assert "users.csv, line 5, column email" in capsys.readouterr().err
    assert not School.objects.exists()


def test_directory_of_one_district_is_imported(leader, tmp_path):
    path = tmp_path / "ccd.csv"
    path.write_text("NCESSCH,SCHNAM,LEAID\n480000100001,A,4800001\n480000200001,B,2\n")

    call_command("import_directory", "riverside", path, "--district", "4800001")

    assert School.objects.get().name == "A"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "no organization with the address nowhere"),
        (["riverside", "--by", "x@y.example"], "has no such administrator"),
    ],
)
def test_someone_must_act(leader, tmp_path, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_roster", arguments[0], tmp_path, *arguments[1:])
