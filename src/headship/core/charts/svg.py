"""Elements of SVG, with every text and value escaped."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from textwrap import wrap

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from headship.core.charts.ink import PRINT

Words = str | Promise
FONT = "Source Sans 3, Source Sans 3 Extended, Segoe UI, system-ui, sans-serif"
TEXT = 13.0
LINE = 15.5  # From one line of text to the next.


def element(name: str, content: Words = "", /, **attributes: object) -> SafeString:
    """Return one element; ``font_size`` becomes ``font-size``, None is left out."""
    pairs = "".join(
        f' {_name(key)}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return SafeString(f"<{name}{pairs}>{_escape(content)}</{name}>")


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    if isinstance(value, float | int):
        return f"{value:.5g}"
    return _escape(value)


def _escape(value: object) -> str:
    if type(value) is SafeString:  # The quick way for most of a drawing.
        return value
    return str(conditional_escape(value))  # type: ignore[arg-type]  # takes any object


def join(parts: Iterable[str]) -> SafeString:
    """Put elements in a row; what is not an element yet is escaped."""
    return SafeString("".join(_escape(part) for part in parts))


def paint(
    fill: str = "none", stroke: str = "none", **more: object
) -> dict[str, object]:
    """Return attributes that color by theme on a page and by ink on paper."""
    return {**_inks(fill, stroke), **more}


@cache
def _inks(fill: str, stroke: str) -> dict[str, SafeString]:
    classes = [
        f"{kind}-{name}"
        for kind, name in (("fill", fill), ("stroke", stroke))
        if name != "none"
    ]
    inks = {"class_": " ".join(classes), "fill": PRINT.get(fill, "none")}
    if stroke != "none":
        inks["stroke"] = PRINT[stroke]
    return {key: SafeString(value) for key, value in inks.items() if value}


def line(  # noqa: PLR0917 -- as in the drawing language
    x1: float, y1: float, x2: float, y2: float, ink: str, width: float = 1.0
) -> SafeString:
    """Draw a straight line."""
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, **paint(stroke=ink, stroke_width=width)
    )


def box(  # noqa: PLR0917 -- as in the drawing language
    x: float, y: float, width: float, height: float, ink: str, radius: float = 0.0
) -> SafeString:
    """Fill a rectangle."""
    return element(
        "rect", x=x, y=y, width=width, height=height, rx=radius or None, **paint(ink)
    )


def text(
    words: Words,
    x: float,
    y: float,
    *,
    ink: str = "ink",
    size: float = TEXT,
    anchor: str | None = None,
    bold: bool = False,
) -> SafeString:
    """Write one line of text; ``y`` is its middle."""
    return element(
        "text",
        words,
        x=x,
        y=y + size * 0.35,
        font_size=size,
        font_weight=600 if bold else None,
        text_anchor=anchor,
        **paint(ink),
    )


def lines_of(words: Words, width: float, size: float = TEXT) -> list[str]:
    """Break words into lines that fit; a letter is about half as wide as high."""
    return wrap(str(words), max(8, int(width / (size * 0.5)))) or [""]


def paragraph(words: list[str], x: float, y: float, **options: object) -> SafeString:
    """Write lines of text around the middle ``y``."""
    top = y - (len(words) - 1) * LINE / 2
    return join(
        text(one, x, top + place * LINE, **options)  # type: ignore[arg-type]
        for place, one in enumerate(words)
    )


def strokes(
    ways: Iterable[tuple[float, float, float, float]], ink: str, width: float = 1.0
) -> SafeString:
    """Draw many straight lines as one element."""
    way = "".join(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for x1, y1, x2, y2 in ways)
    return element("path", d=SafeString(way), **paint(stroke=ink, stroke_width=width))


def hatch(x: float, y: float, width: float, height: float) -> SafeString:
    """Draw a cell whose value is not shown."""
    frame = element(
        "rect", x=x, y=y, width=width, height=height, **paint("sunken", "hatch")
    )
    rise = min(height, width)
    starts = range(0, max(1, int(width - height) + 1), 6)
    ways = ((x + start, y + height, x + start + rise, y) for start in starts)
    return element("g", join((frame, strokes(ways, "hatch"))))


def withheld(
    x: float, y: float, width: float, height: float, words: Words
) -> SafeString:
    """Draw a cell whose value is not shown, with the reason where it fits."""
    cell = hatch(x, y, width, height)
    needed = len(str(words)) * 6.2 + 12
    if needed > width or height < 14:
        return element("g", join((element("title", words), cell)))
    middle = x + width / 2
    bed = box(middle - needed / 2, y + 1, needed, height - 2, "surface")
    told = text(words, middle, y + height / 2, ink="ink-soft", size=12, anchor="middle")
    return element("g", join((cell, bed, told)))


def picture(
    content: Iterable[str],
    *,
    width: float,
    height: float,
    title: Words,
    desc: Words = "",
    kind: str = "chart",
    is_hidden: bool = False,
) -> SafeString:
    """Return the whole drawing with its title and description.

    ``is_hidden`` leaves it out of paper and of pages that do not ask for it by class.
    """
    body = join(content)
    name = "c" + sha256(f"{kind}{title}{body}".encode()).hexdigest()[:10]
    labels = [element("title", title, id=name)]
    if desc:
        labels.append(element("desc", desc, id=f"{name}d"))
    return element(
        "svg",
        join((*labels, body)),
        xmlns="http://www.w3.org/2000/svg",
        class_=kind,
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{name} {name}d" if desc else name,
        font_family=FONT,
        display="none" if is_hidden else None,
    )
