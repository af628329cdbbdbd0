"""Where a row's label and note stand, beside its rail or above it."""

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout
from headship.core.charts.svg import LINE, Words, join, lines_of, paragraph, text


def draw_label(
    layout: Layout, label: Words, note: Words, y: float, row: float
) -> tuple[SafeString, float, float]:
    """Write a label and a note; return them, the rail's middle and the row's end."""
    words = lines_of(label, _label_width(layout, note))
    if not layout.is_narrow:
        height = max(row, len(words) * LINE + 6)
        middle = y + height / 2
        parts = (
            paragraph(words, layout.label_x, middle),
            text(note, layout.note_x, middle, ink="ink-soft", anchor="end"),
        )
        return join(parts), middle, y + height
    height = len(words) * LINE
    parts = (
        paragraph(words, layout.label_x, y + height / 2 + 2),
        text(note, layout.note_x, y + LINE / 2 + 2, ink="ink-soft", anchor="end"),
    )
    return join(parts), y + height + row / 2, y + height + row


def _label_width(layout: Layout, note: Words) -> float:
    """Leave room for the note where it stands in the label's line."""
    if layout.is_narrow and str(note):
        return layout.label_width - len(str(note)) * 6.6 - 8
    return layout.label_width
