"""The evidence library's addresses: public, below ``/evidence/``."""

from django.urls import URLPattern

app_name = "evidence"
urlpatterns: list[URLPattern] = []
