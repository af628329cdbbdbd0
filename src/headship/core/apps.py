from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "headship.core"
    label = "core"
