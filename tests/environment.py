"""The environment that the tests run in, set before Django reads its settings.

Loaded with ``-p tests.environment`` from pyproject.toml.
"""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
# The browser's driver runs an event loop in the tests' own thread, which Django takes
# for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
