from django.utils import translation

from headship.core.naming import NAMES, name_of, short_name_of
from headship.frameworks.responsibilities import (
    get_responsibility,
    load_responsibilities,
)


def test_translators_have_every_name_of_the_catalogue():
    names = {
        name for it in load_responsibilities() for name in (it.name, it.short_name)
    }

    with translation.override("en"):
        assert {str(name) for name in NAMES} == names


def test_name_follows_the_reader():
    visibility = get_responsibility("visibility")

    with translation.override("es"):
        assert (name_of(visibility), short_name_of(visibility)) == ("Visibilidad",) * 2


def test_name_is_not_taken_for_the_verb():
    with translation.override("es"):
        assert name_of(get_responsibility("focus")) == "Enfoque"
