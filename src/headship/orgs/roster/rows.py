"""What a roster says, whatever file said it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """One school as a file describes it; ``context`` holds only what the file knows."""

    file: str
    line: int
    key: str
    name: str
    source_id: str = ""
    nces_id: str = ""
    state_id: str = ""
    district: str = ""
    city: str = ""
    state: str = ""
    is_open: bool = True
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One member of staff; ``role`` is empty where a partial file does not say."""

    file: str
    line: int
    source_id: str
    given_name: str
    family_name: str
    master_id: str = ""
    email: str = ""
    role: str = ""
    is_enabled: bool = True


@dataclass(slots=True, kw_only=True)
class Roster:
    """Everything one upload says about schools and people.

    ``school_ids`` holds, for each person, the roster IDs of their schools; in a
    partial file ``added_school_ids`` and ``removed_school_ids`` change what is known.
    """

    schools: list[SchoolRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    removed_schools: dict[str, str] = field(default_factory=dict)
    removed_people: dict[str, str] = field(default_factory=dict)
    school_ids: dict[str, set[str]] = field(default_factory=dict)
    added_school_ids: dict[str, set[str]] = field(default_factory=dict)
    removed_school_ids: dict[str, set[str]] = field(default_factory=dict)
    contexts: dict[str, dict[str, Any]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    schools_are_complete: bool = False
    people_are_complete: bool = False
