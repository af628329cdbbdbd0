"""Every test fails when a template of ours asks for what its page does not give."""

from dataclasses import dataclass, field

import pytest
from django.template import Context, Origin, Template, engines

from headship.orgs.models import Membership
from tests import template_watch
from tests.factories import make_person


@dataclass(frozen=True)
class Report:
    title: str = "A report"
    rows: list = field(default_factory=list)
    person: Membership | None = None


@pytest.fixture
def faults_of():
    """Return a function that renders a text as one of our templates."""

    def render(text, **given):
        ours = Origin(f"{template_watch.OURS}/core/templates/x.html")
        template = Template(text, origin=ours, engine=engines["django"].engine)
        with template_watch.watching() as faults:
            template.render(Context(given))
        return sorted(faults)

    return render


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{ page.heading }}", "Report has no heading"),
        ("{% if page.heading %}A{% endif %}", "Report has no heading"),
        ("{% for it in page.rwos %}A{% endfor %}", "Report has no rwos"),
        ("{{ page.heading|default:'A' }}", "Report has no heading"),
        ("{{ pages }}", "page has no pages"),
        ("{% load i18n %}{% blocktranslate %}{{ it }}{% endblocktranslate %}", "no it"),
        ("{{ page.person.heading }}", "NoneType has no heading"),
    ],
)
def test_what_is_not_given_is_a_fault(faults_of, text, what):
    (fault,) = faults_of(text, page=Report())

    assert fault.endswith(what)


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.title }}",
        "{% for it in page.rows %}{{ it.title }}{% endfor %}",
        "{% if name %}A{% endif %}",
        "{{ name|default:'A' }}",
        "{% if page.person.title %}A{% endif %}",
        "{% if page.title.reason %}A{% endif %}",
        "{% load i18n %}{% blocktranslate %}{{ page }}{% endblocktranslate %}",
    ],
)
def test_what_is_given_or_optional_is_no_fault(faults_of, text):
    assert faults_of(text, page=Report()) == []


def test_query_for_a_relation_is_a_fault(faults_of, leader, riverside):
    person = make_person(riverside, "Ann", supervisor=leader)
    text = "{{ page.person.supervisor }}"

    def fetched(query):
        return Report(person=query.get(pk=person.pk))

    everyone = Membership.objects.all()
    (fault,) = faults_of(text, page=fetched(everyone))
    assert "page.person.supervisor }}: queries: SELECT" in fault
    assert faults_of(text, page=fetched(everyone.select_related("supervisor"))) == []
