from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "headship.demo"
    label = "demo"

    def ready(self) -> None:
        from headship.accounts import demo  # noqa: PLC0415 -- needs the models
        from headship.demo.people import personas  # noqa: PLC0415 -- needs the models

        demo.register(personas)
