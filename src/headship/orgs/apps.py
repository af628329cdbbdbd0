from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "headship.orgs"
    label = "orgs"
