from django.urls import reverse
from django.utils import translation

from tests.programs.scopes import asking


def test_scope_is_told_in_the_readers_language(leader, sign_in):
    scope = asking.make_scope(leader, budget=100_000)
    address = reverse(
        "programs:scope_detail", kwargs={"org": "riverside", "ref": scope.ref}
    )

    with translation.override("es"):
        response = sign_in(leader).get(address, headers={"accept-language": "es"})

    assert "Enfoque, Cultura" in response.content.decode()
    assert response.context["page"].because == "Lo que lo impide: el presupuesto."
