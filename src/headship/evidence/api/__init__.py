"""The library for programs: read only, documented, limited and cacheable."""

from headship.evidence.api.routes import api

__all__ = ["api"]
