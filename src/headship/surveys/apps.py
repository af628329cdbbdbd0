from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "headship.surveys"
    label = "surveys"

    def ready(self):
        # Registers the writers of the messages that this app sends.
        from headship.surveys import emails, holdings  # noqa: F401, PLC0415 -- needs the models
