from django.apps import AppConfig

from headship.core import navigation


class OrgsConfig(AppConfig):
    name = "headship.orgs"
    label = "orgs"

    def ready(self):
        from headship.orgs.permissions import has_permission  # noqa: PLC0415 -- models

        navigation.check_permissions_with(has_permission)
