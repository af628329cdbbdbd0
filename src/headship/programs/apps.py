from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "headship.programs"
    label = "programs"

    def ready(self) -> None:
        from headship.programs.emails import (  # noqa: PLC0415 -- needs the models
            calendar,  # noqa: F401
        )
