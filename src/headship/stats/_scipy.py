"""SciPy's parts, each loaded when it is first used.

Loading them takes longer than most of what is asked of them, and a web process that
never computes need not carry them.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scipy import linalg, optimize, sparse, special
else:

    class _Later:
        """Stand in for a module until one of its names is wanted."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, name: str) -> Any:
            found = getattr(importlib.import_module(self._name), name)
            setattr(self, name, found)
            return found

    linalg = _Later("scipy.linalg")
    optimize = _Later("scipy.optimize")
    sparse = _Later("scipy.sparse")
    special = _Later("scipy.special")

__all__ = ["linalg", "optimize", "sparse", "special"]
