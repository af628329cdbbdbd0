from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core.navigation import Entry, Verb, register, search_with


class HomeConfig(AppConfig):
    name = "headship.home"
    label = "home"

    def ready(self) -> None:
        search_with("home:search")
        register(Entry(verb=Verb.HOME, label=_("Home"), url_name="home:organization"))
