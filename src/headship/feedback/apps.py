from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "headship.feedback"
    label = "feedback"
