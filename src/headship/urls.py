"""Every address of the product, by floor."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from headship.accounts.views import email_is_fixed

urlpatterns = [
    path("", include("headship.core.urls")),
    path("", include("headship.home.urls")),
    path("", include("headship.accounts.urls")),
    # Before django-allauth's own, which would change the address.
    path("accounts/email/", email_is_fixed, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("headship.orgs.urls")),
    path("r/", include("headship.surveys.urls")),
    path("o/<slug:org>/instruments/", include("headship.instruments.urls")),
    path("o/<slug:org>/questionnaires/", include("headship.surveys.member_urls")),
    path("o/<slug:org>/practices/", include("headship.practice.urls")),
    path("o/<slug:org>/feedback/", include("headship.feedback.urls")),
    path("o/<slug:org>/programs/", include("headship.programs.urls")),
    path("programs/", include("headship.programs.public_urls")),
    path("me/", include("headship.programs.personal_urls")),
    path("evidence/", include("headship.evidence.urls")),
    path("me/searches/", include("headship.evidence.saved_urls")),
    path("responsibilities/", include("headship.responsibilities.urls")),
    path("i18n/language/", login_not_required(set_language), name="set_language"),
]

handler403 = "headship.core.views.refused"
handler404 = "headship.core.views.not_found"
handler500 = "headship.core.views.broken"
