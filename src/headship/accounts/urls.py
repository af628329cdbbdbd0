from django.conf import settings
from django.urls import path

from headship.accounts import views

app_name = "accounts"


def demo_pages():
    """Return the demonstration's sign-in, which nothing else has."""
    if not settings.DEMO:
        return []
    return [path("accounts/demo/", views.demo_sign_in, name="demo_sign_in")]


urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("me/data.zip", views.my_data, name="my_data"),
    path("me/security/", views.security, name="security"),
    *demo_pages(),
]
