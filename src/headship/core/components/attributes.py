"""Data for a script, in an attribute instead of an inline script."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def as_json(value: Any) -> str:
    """Write a value as JSON for a ``data-`` attribute; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)
