"""The environment that the tests run in, set before Django reads its settings.

Loaded with ``-p tests.environment`` from pyproject.toml.
"""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
