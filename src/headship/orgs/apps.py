from django.apps import AppConfig

from headship.core import navigation


class OrgsConfig(AppConfig):
    name = "headship.orgs"
    label = "orgs"

    def ready(self):
        # Models, and what registers words of mail, load after the apps.
        from headship.orgs import emails  # noqa: F401, PLC0415
        from headship.orgs.permissions import has_permission  # noqa: PLC0415

        navigation.check_permissions_with(has_permission)
