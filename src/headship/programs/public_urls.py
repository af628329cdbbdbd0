"""What anyone can open below ``/programs/``, without an account."""

from django.urls import path

from headship.programs.views import ask

app_name = "programs_public"
urlpatterns = [
    # Enquiries.
    path("ask/<slug:provider>/", ask.enquiry_ask, name="enquiry_ask"),
    path("ask/<slug:provider>/sent/", ask.enquiry_sent, name="enquiry_sent"),
]
