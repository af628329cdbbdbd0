from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "headship.accounts"
    label = "accounts"
