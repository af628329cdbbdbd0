from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core.navigation import Entry, Verb, register


class HomeConfig(AppConfig):
    name = "headship.home"
    label = "home"

    def ready(self) -> None:
        register(Entry(verb=Verb.HOME, label=_("Home"), url_name="home:organization"))
