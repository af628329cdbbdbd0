from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "headship.core"
    label = "core"

    def ready(self) -> None:
        from headship.core import owners  # noqa: F401, PLC0415 -- speaks of the models
