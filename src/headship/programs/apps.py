from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "headship.programs"
    label = "programs"
