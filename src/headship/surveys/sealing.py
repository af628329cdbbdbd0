"""Turning the rows of an open survey into shuffled sheets."""

from collections import defaultdict
from secrets import SystemRandom

from headship.core.errors import PolicyError
from headship.surveys.models import Survey
from headship.surveys.models.responses import Comment, Response, Sheet

Key = tuple[int, int]


def seal(survey: Survey) -> int:
    """Replace a survey's responses by sheets in random order; return how many.

    Runs inside the closing transaction, so that either all answers are sealed or the
    survey stays open.
    """
    answers = _shuffled_answers(survey)
    comments = _shuffled_comments(survey)
    sheets = [
        _sheet(survey, key, rows, comments.get(key, {}))
        for key, rows in answers.items()
    ]
    SystemRandom().shuffle(sheets)
    Sheet.objects.bulk_create(sheets, batch_size=500)
    count = sum(sheet.n for sheet in sheets)
    deleted, _ = Response.objects.filter(survey=survey).delete()
    if deleted != count:
        raise PolicyError("Answers arrived while closing. Close the survey again.")
    Comment.objects.filter(survey=survey).delete()
    return count


def _shuffled_answers(survey: Survey) -> dict[Key, list[bytes]]:
    rows: dict[Key, list[bytes]] = defaultdict(list)
    # Read at once: a cursor that a lost key interrupts outlives its transaction.
    found = Response.objects.filter(survey=survey).order_by()
    for subject, group, answers in found.values_list(
        "subject_id", "group_id", "answers"
    ):
        rows[subject, group].append(answers)
    for said in rows.values():
        SystemRandom().shuffle(said)
    return rows


def _shuffled_comments(survey: Survey) -> dict[Key, dict[str, list[str]]]:
    texts: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for comment in Comment.objects.filter(survey=survey).order_by():
        key = comment.subject_id, comment.group_id
        if comment.text:
            texts[key][comment.question].append(comment.text)
    for by_question in texts.values():
        for said in by_question.values():
            SystemRandom().shuffle(said)
    return texts


def _sheet(
    survey: Survey, key: Key, rows: list[bytes], comments: dict[str, list[str]]
) -> Sheet:
    return Sheet(
        survey=survey,
        subject_id=key[0],
        group_id=key[1],
        n=len(rows),
        width=len(rows[0]),
        answers=b"".join(rows),
        comments=comments,
    )
