"""What is wrong with a file: where, why, and what to do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext

from headship.orgs.roster.sentences import spoken

MAX_SHOWN = 500  # A file with more problems than this has one cause, not 500.


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One reason why a file cannot be imported; reason and advice are to be spoken."""

    file: str
    line: int | None = None
    column: str = ""
    reason: str
    advice: str

    def as_row(self) -> dict[str, object]:
        return asdict(self)

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(gettext("line %(line)s") % {"line": self.line})
        if self.column:
            place.append(gettext("column %(column)s") % {"column": self.column})
        return f"{', '.join(place)}: {spoken(self.reason)} {spoken(self.advice)}"


@dataclass(slots=True)
class Findings:
    """What reading found: problems, which stop the import, and notes, which do not."""

    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < MAX_SHOWN:
            self.problems.append(problem)

    def note(self, sentence: str, count: int = 1) -> None:
        """Count something that is left out on purpose."""
        if count:
            self.notes[sentence] += count

    def __bool__(self) -> bool:
        return self.problem_count > 0

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)


class SourceError(Exception):
    """The file cannot be opened or read any further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
