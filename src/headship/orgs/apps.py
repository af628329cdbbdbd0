from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core import navigation
from headship.core.navigation import Entry, Verb


class OrgsConfig(AppConfig):
    name = "headship.orgs"
    label = "orgs"

    def ready(self):
        # Models, and what registers words of mail, load after the apps.
        from headship.orgs import emails, holdings  # noqa: F401, PLC0415
        from headship.orgs.permissions import Permission, has_permission  # noqa: PLC0415
        from headship.orgs.reports import deletion_announcement  # noqa: PLC0415

        navigation.check_permissions_with(has_permission)
        navigation.announce_with(deletion_announcement)
        pages = [
            (_("People"), "person_list", Permission.PERSON_VIEW),
            (_("Schools"), "school_list", Permission.SCHOOL_VIEW),
            (_("Roles"), "roles", Permission.PERSON_VIEW),
            (_("Imports"), "import_list", Permission.ROSTER_IMPORT),
            (_("Audit log"), "audit_log", Permission.AUDIT_VIEW),
            (_("Settings"), "organization_settings", Permission.ORGANIZATION_MANAGE),
            (_("Data"), "export_list", Permission.DATA_MANAGE),
        ]
        for order, (label, page, permission) in enumerate(pages):
            navigation.register(
                Entry(
                    verb=Verb.ORGANIZATION,
                    label=label,
                    url_name=f"orgs:{page}",
                    permission=permission,
                    order=order,
                )
            )
        navigation.register_personal(
            Entry(
                verb=Verb.HOME,
                label=_("My organizations"),
                url_name="orgs:organization_list",
                in_organization=False,
                order=5,
            )
        )
