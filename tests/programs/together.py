"""Several people at the very same moment, each on a database connection of their own.

An SQLite database in memory belongs to one thread, so its rows are taken to a file,
where the threads meet as processes do, and brought back for the test to look at.
"""

import sqlite3
import threading
from contextlib import closing, contextmanager
from copy import deepcopy

from django.db import connection, connections
from django_scopes import scopes_disabled

PATIENCE = 30  # Seconds; a thread that takes longer is stuck.


def run_together(folder, *jobs):
    """Start all jobs at once; return what each gave, an error it met included."""
    together = threading.Barrier(len(jobs))
    outcomes = [None] * len(jobs)

    def work(number, job, settings):
        own = connections.create_connection("default")
        own.settings_dict = deepcopy(settings)
        connections["default"] = own
        try:
            together.wait(PATIENCE)
            with scopes_disabled():
                outcomes[number] = job()
        except Exception as error:  # noqa: BLE001 -- the test says which it expects
            outcomes[number] = error
        finally:
            own.close()

    with _on_disk(folder) as settings:
        threads = [
            threading.Thread(target=work, args=(number, job, settings))
            for number, job in enumerate(jobs)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


@contextmanager
def _on_disk(folder):
    """Give the settings of a database that threads can share."""
    if connection.vendor != "sqlite":
        yield connection.settings_dict
        return
    file = str(folder / "together.sqlite3")
    with closing(sqlite3.connect(file)) as disk:
        connection.connection.backup(disk)
    yield {**connection.settings_dict, "NAME": file}
    with closing(sqlite3.connect(file)) as disk:
        disk.backup(connection.connection)
