from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "headship.instruments"
    label = "instruments"
