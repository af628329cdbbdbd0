from types import SimpleNamespace

import pytest
from django import forms
from tests.core.components.pages import parse


class RosterForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As raters see it.")
    note = forms.CharField(label="Note", required=False)
    order = forms.ChoiceField(
        label="Order",
        choices=[("1", "First"), ("2", "Second")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label="Agreed")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_button_says_why_it_cannot_be_pressed(render):
    page = parse(render('{% button "Close" refused="Nobody has answered." %}'))

    assert page.first("button").has("disabled")
    assert page.text(".button-refused") == "Nobody has answered."


def test_button_label_is_escaped(render):
    assert "&lt;b&gt;" in render("{% button label %}", label="<b>")


def test_link_button_leads_to_its_address(render):
    page = parse(render('{% link_button "Read" "/report/?a=1&b=2" "primary" %}'))

    assert page.first("a").get("href") == "/report/?a=1&b=2"
    assert page.first("a").get("class") == "button button-primary"


def test_field_label_hint_and_input_belong_together(render):
    page = parse(render("{% field form.name %}", form=RosterForm()))

    assert page.first("label").get("for") == page.first("input").get("id")
    assert page.first("input").get("aria-describedby") == "id_name_hint"
    assert page.text("#id_name_hint") == "As raters see it."


def test_field_error_is_announced_with_its_input(render):
    page = parse(render("{% field form.name %}", form=RosterForm({})))

    assert page.first("input").get("aria-invalid") == "true"
    assert page.first("input").get("aria-describedby") == "id_name_hint id_name_error"
    assert page.text("#id_name_error") == "This field is required."


def test_only_optional_fields_say_so(render):
    form = RosterForm()

    assert "optional" in render("{% field form.note %}", form=form)
    assert "optional" not in render("{% field form.name %}", form=form)


def test_group_of_choices_is_a_fieldset_with_its_error(render):
    page = parse(render("{% field form.order %}", form=RosterForm({})))

    assert page.first("fieldset").get("aria-describedby") == "id_order_error"
    assert page.text("legend") == "Order"


def test_checkbox_has_its_label_after_it(render):
    page = parse(render("{% field form.agreed %}", form=RosterForm()))

    assert [tag.name for tag in page.tags("input", "label")] == ["input", "label"]


def test_hidden_field_is_only_an_input(render):
    page = parse(render("{% field form.secret %}", form=RosterForm()))

    assert [tag.name for tag in page.all] == ["input"]


def test_error_summary_leads_to_each_field(render):
    page = parse(render("{% form_errors form %}", form=RosterForm({"name": "Fall"})))

    targets = [link.get("href") for link in page.tags("a")]
    assert targets == ["#id_order", "#id_agreed"]


def test_error_summary_of_a_sound_form_is_empty(render):
    form = RosterForm({"name": "Fall", "order": "1", "agreed": "on"})

    assert render("{% form_errors form %}", form=form).strip() == ""


def test_orgurl_fills_in_the_members_organization(render):
    member = SimpleNamespace(organization=SimpleNamespace(slug="riverside"))

    written = render('{% orgurl "instruments:instrument_list" %}', member=member)

    assert written == "/o/riverside/instruments/"


@pytest.mark.parametrize("value", ['"><script>', "it's"])
def test_as_json_survives_an_attribute(render, value):
    page = parse(render('<p data-x="{{ value|as_json }}"></p>', value={"a": value}))

    assert value in page.first("p").get("data-x").replace("\\", "") or "\\u" in (
        page.first("p").get("data-x")
    )
