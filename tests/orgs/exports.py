"""Reading exports in tests."""

import csv
import io
import zipfile
from contextlib import contextmanager

from django.test import Client
from tests.factories import PASSWORD


def confirm(browser: Client) -> Client:
    """Type the password again, as before something that must not happen by mistake."""
    answer = browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return browser


@contextmanager
def opened(content):
    """Open the bytes of an export."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield archive


def tables(content):
    """Return the rows of each table, as dictionaries, by the table's name."""
    with opened(content) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def everything(content):
    """Return all bytes of an export, unpacked."""
    with opened(content) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())
