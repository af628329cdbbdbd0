"""One person's ratings as bytes: one byte per rated item, in position order.

Vocabulary

| byte        | meaning                                            |
|-------------|----------------------------------------------------|
| 0           | the person saw the item and can't judge            |
| 1 to 254    | the value of the option that the person chose      |
| 255         | not answered                                       |

Open answers are stored apart. The position of an item is `FormItem.position`.
"""

from collections.abc import Mapping

from headship.instruments.questionnaire import Form

NOT_JUDGED = 0
NOT_ANSWERED = 255


def pack(form: Form, values: Mapping[int, int]) -> bytes:
    """Return the answers as bytes from values by position; the rest is not answered."""
    packed = bytearray([NOT_ANSWERED]) * form.n_ratings
    for position, value in values.items():
        if not 0 <= position < form.n_ratings:
            raise ValueError(f"There is no rated item at position {position}.")
        if value != NOT_ANSWERED and value not in form.items[position].values:
            item = form.items[position].key
            raise ValueError(f"The item {item} has no answer with the value {value}.")
        packed[position] = value
    return bytes(packed)


def unpack(form: Form, packed: bytes) -> dict[int, int]:
    """Return the answered values by position, "can't judge" among them."""
    if len(packed) != form.n_ratings:
        raise ValueError(
            f"These are {len(packed)} answers; the form has {form.n_ratings} items."
        )
    return {
        position: value
        for position, value in enumerate(packed)
        if value != NOT_ANSWERED
    }
