"""Errors that are sentences for the user."""

from collections.abc import Sequence


class PolicyError(Exception):
    """The action is not possible now; the message says why and what to do."""

    problems: Sequence[str] = ()


class InputError(PolicyError):
    """The input cannot be used; ``problems`` says what, where and what to do."""

    def __init__(self, message: str, problems: Sequence[str] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or ()
