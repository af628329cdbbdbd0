from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "headship.evidence"
    label = "evidence"
