"""Spanish is complete for whoever answers, and sound everywhere."""

import gettext
import re

import pytest
from django.utils import translation
from tests.core import catalog
from tests.core.catalog import PACKAGE, Message

from headship.core.components.numbers import count, score

# What people see who answer a questionnaire, open an account or sign in.
SEEN_BY_RATERS = (
    "accounts/*.py",
    "accounts/templates/**/*",
    "core/components/controls.py",
    "core/templates/*.html",
    "core/templates/core/*.html",
    "core/templates/core/mail/*",
    "core/templates/core/ui/*",
    "feedback/raters.py",
    "orgs/emails.py",
    "orgs/forms/joining.py",
    "orgs/policies.py",
    "orgs/templates/orgs/account_*",
    "orgs/templates/orgs/mail/*",
    "orgs/views/joining.py",
    "settings.py",
    "surveys/forms.py",
    "surveys/policies.py",
    "surveys/reports.py",
    "surveys/templates/**/*",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w+[^>]*>")
CATALOGS = {it: catalog.entries(it) for it in (catalog.SPANISH, *catalog.ROOMS)}
ENTRIES = [entry for found in CATALOGS.values() for entry in found]


def files_seen_by_raters():
    """Return the templates and modules with sentences for raters."""
    found = (path for pattern in SEEN_BY_RATERS for path in PACKAGE.glob(pattern))
    return sorted(path for path in found if path.is_file())


def translated(compiled, message, number):
    """Return a message as the compiled catalog says it."""
    context, text, plural = message
    if context and plural:
        return compiled.npgettext(context, text, plural, number)
    if context:
        return compiled.pgettext(context, text)
    if plural:
        return compiled.ngettext(text, plural, number)
    return compiled.gettext(text)


def compiled(folder):
    """Return the compiled catalog of a folder."""
    with (folder / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


@pytest.mark.parametrize("pattern", SEEN_BY_RATERS)
def test_files_seen_by_raters_exist(pattern):
    assert list(PACKAGE.glob(pattern))


def test_everything_raters_see_is_in_spanish():
    spanish = {entry.message for entry in CATALOGS[catalog.SPANISH]}
    needed = {
        (str(path.relative_to(PACKAGE)), message)
        for path in files_seen_by_raters()
        for message in catalog.messages_of(path)
    }

    missing = sorted((path, it.text) for path, it in needed if it not in spanish)

    assert len(needed) > 250
    assert not missing, "Run make messages and translate these."


def test_every_entry_is_translated():
    undone = [it.message.text for it in ENTRIES if it.is_fuzzy or not all(it.forms)]

    assert not undone


def test_one_sentence_is_said_in_one_way():
    said = {}
    for entry in ENTRIES:
        said.setdefault(entry.message[:2], set()).add(entry.forms[0])

    # The catalogs become one when they are loaded, so the last would win.
    assert not {text: forms for text, forms in said.items() if len(forms) > 1}


def test_every_plural_has_two_forms():
    wrong = [
        entry.message
        for entry in ENTRIES
        if len(entry.forms) != (2 if entry.message.plural else 1)
    ]

    assert not wrong


def test_placeholders_and_markup_are_kept():
    changed = [
        (entry.message.text, form)
        for entry in ENTRIES
        for form, original in zip(
            reversed(entry.forms),  # The plural form first: it needs them all.
            (entry.message.plural or entry.message.text, entry.message.text),
            strict=False,
        )
        if not _is_kept(original, form)
    ]

    assert not changed


def _is_kept(original, form):
    return sorted(PLACEHOLDER.findall(original)) == sorted(PLACEHOLDER.findall(form))


def test_spaces_at_the_ends_are_kept():
    changed = [
        entry.message.text
        for entry in ENTRIES
        for form in entry.forms
        if (form[:1].isspace(), form[-1:].isspace())
        != (entry.message.text[:1].isspace(), entry.message.text[-1:].isspace())
    ]

    assert not changed


@pytest.mark.parametrize("folder", CATALOGS)
def test_compiled_catalog_says_what_its_source_says(folder):
    spoken = compiled(folder)
    stale = [
        entry.message.text
        for entry in CATALOGS[folder]
        for number, form in enumerate(entry.forms, start=1)
        if translated(spoken, entry.message, number) != form
    ]

    assert CATALOGS[folder]
    assert not stale, "Run make messages."


def test_messages_are_found_in_templates_and_modules(tmp_path):
    template = tmp_path / "page.html"
    template.write_text(
        '{% load i18n %}{% translate "Up to 95 % of it" %}'
        '{% translate "May" context "month" as month %}{{ _("Save") }}'
        "{% blocktranslate count number=n with who=name %}One for {{ who }}"
        "{% plural %}{{ number }} for {{ who }}{% endblocktranslate %}"
    )
    module = tmp_path / "module.py"
    module.write_text('_("It " "ends.")\nngettext("one", "many", n)\nother("Not this")')

    assert catalog.messages_of(template) == {
        Message("", "Up to 95 %% of it", ""),
        Message("month", "May", ""),
        Message("", "Save", ""),
        Message("", "One for %(who)s", "%(number)s for %(who)s"),
    }
    assert catalog.messages_of(module) == {
        Message("", "It ends.", ""),
        Message("", "one", "many"),
    }


def test_numbers_are_written_as_in_latin_america():
    with translation.override("es"):
        assert (score(2.5), count(2802)) == ("2.5", "2,802")
