"""The frame's navigation, as data that each app hands in when it starts.

An app registers its entries in ``AppConfig.ready``::

    navigation.register(
        Entry(
            verb=Verb.ASSESS,
            label=_("360 cycles"),
            url_name="feedback:cycle_list",
            permission=Permission.CYCLE_VIEW,
        )
    )

Vocabulary: a *verb* is one of the five things people do here, or a group beside them;
an *entry* is one page that the frame links to; a *section* is a verb with the entries
that one member may use. A verb without entries is not shown. Where a verb has many pages,
a *group* keeps some of them together behind its words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Verb(Enum):
    """The groups of the frame, in their order; the value names the icon."""

    HOME = "home"
    ASSESS = "assess"
    FOCUS = "focus"
    LEARN = "learn"
    OBSERVE = "observe"
    PROVE = "prove"
    EVIDENCE = "evidence"
    ORGANIZATION = "organization"

    @property
    def icon(self) -> str:
        return self.value

    @property
    def label(self) -> Words:
        return VERB_WORDS[self]


VERB_WORDS: dict[Verb, Words] = {
    Verb.HOME: _("Home"),
    Verb.ASSESS: _("Assess"),
    Verb.FOCUS: _("Focus"),
    Verb.LEARN: _("Learn"),
    Verb.OBSERVE: _("Observe"),
    Verb.PROVE: _("Prove"),
    Verb.EVIDENCE: _("Evidence library"),
    Verb.ORGANIZATION: _("Organization"),
}
PRIMARY = (Verb.HOME, Verb.ASSESS, Verb.FOCUS, Verb.LEARN, Verb.OBSERVE, Verb.PROVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page the frame links to; no permission means every member may.

    ``in_organization`` says whether the address lies below ``/o/<org>/``; other pages
    are public and are shown to everyone. Entries of one ``group`` stand side by side.
    """

    verb: Verb
    label: Words
    url_name: str
    permission: str = ""
    in_organization: bool = True
    order: int = 0
    group: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry as one member sees it on one page."""

    label: Words
    url: str
    is_current: bool
    group: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Links behind one label; without a label they are shown as they are."""

    label: Words
    links: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One verb with the links that one member may use."""

    verb: Verb
    links: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The links in order; one that is alone in its group needs no group."""
        found = (
            (label, tuple(links))
            for label, links in groupby(self.links, key=lambda link: link.group)
        )
        return tuple(
            Group(label=label if len(links) > 1 else "", links=links)
            for label, links in found
        )

    @property
    def is_single(self) -> bool:
        return len(self.links) == 1 and self.links[0].label == self.verb.label

    @property
    def url(self) -> str:
        return self.links[0].url


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What every page of an organization says first, with the way to what can be done."""

    text: Words
    url: str = ""
    action: Words = ""


Announcer = Callable[[Any], Announcement | None]
Checker = Callable[[Any, Any], bool]
_entries: dict[str, Entry] = {}  # By the name of the page.
_personal: dict[str, Entry] = {}
_checkers: list[Checker] = []
_announcers: list[Announcer] = []
_search: list[str] = []  # The page that searches an organization.


def register(*entries: Entry) -> None:
    """Add pages to the frame; adding the same page again changes nothing."""
    _entries.update({entry.url_name: entry for entry in entries})


def register_personal(*entries: Entry) -> None:
    """Add pages to a signed-in person's own menu; their verb is not shown."""
    _personal.update({entry.url_name: entry for entry in entries})


def search_with(url_name: str) -> None:
    """Say which page of an organization searches it."""
    _search[:] = [url_name]


def search_url(request: HttpRequest) -> str:
    """Return where a member searches, or nothing for who is no member."""
    member = getattr(request, "member", None)
    if member is None or not _search:
        return ""
    return reverse(_search[0], kwargs={"org": member.organization.slug})


def check_permissions_with(checker: Checker) -> None:
    """Say how to tell whether a member has a permission; asked by the app that knows."""
    _checkers[:] = [checker]


def announce_with(announcer: Announcer) -> None:
    """Say what tells a member something on every page; asked by the app that knows."""
    if announcer not in _announcers:
        _announcers.append(announcer)


def announcements(request: HttpRequest) -> tuple[Announcement, ...]:
    """Return what the pages of a member's organization say first."""
    member = getattr(request, "member", None)
    if member is None:
        return ()
    found = (announcer(member) for announcer in _announcers)
    return tuple(it for it in found if it is not None)


def sections(request: HttpRequest) -> tuple[Section, ...]:
    """Return the verbs and links that whoever makes the request may use."""
    member = getattr(request, "member", None)
    shown = [entry for entry in _entries.values() if _may_use(member, entry)]
    current = _current(request, shown)
    found = (
        Section(
            verb=verb,
            links=_links([e for e in shown if e.verb is verb], member, current),
        )
        for verb in Verb
    )
    return tuple(section for section in found if section.links)


def personal_links(request: HttpRequest) -> tuple[Link, ...]:
    """Return the links of a person's own menu."""
    entries = list(_personal.values())
    return _links(entries, None, _current(request, entries))


def _may_use(member: Any, entry: Entry) -> bool:
    if not entry.in_organization:
        return True
    if member is None:
        return False
    return not entry.permission or any(
        checker(member, entry.permission) for checker in _checkers
    )


def _links(
    entries: list[Entry], member: Any, current: Entry | None
) -> tuple[Link, ...]:
    in_order = sorted(entries, key=lambda entry: entry.order)
    found = (_link(entry, member, current) for entry in in_order)
    return tuple(link for link in found if link.url)


def _link(entry: Entry, member: Any, current: Entry | None) -> Link:
    inside = entry.in_organization and member is not None
    address = {"org": member.organization.slug} if inside else {}
    return Link(
        label=entry.label,
        url=_url(entry, address),
        is_current=entry is current,
        group=entry.group,
    )


def _url(entry: Entry, address: dict[str, str]) -> str:
    """Return the address of a page, or nothing if this site does not have the page."""
    try:
        return reverse(entry.url_name, kwargs=address)
    except NoReverseMatch:
        return ""


def _current(request: HttpRequest, entries: list[Entry]) -> Entry | None:
    """Return the entry whose page, or whose noun's pages, the request is for."""
    match = request.resolver_match
    here = match.view_name if match else ""
    near = [entry for entry in entries if _leads_to(entry, here)]
    return max(
        near,
        key=lambda entry: (entry.url_name == here, len(entry.url_name)),
        default=None,
    )


def _leads_to(entry: Entry, view_name: str) -> bool:
    noun = entry.url_name.rpartition("_")[0]
    return view_name == entry.url_name or bool(
        noun and view_name.startswith(noun + "_")
    )
