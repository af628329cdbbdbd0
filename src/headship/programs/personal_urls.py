"""What a person does below ``/me/``, whichever organization they are of."""

from django.urls import path

from headship.programs.views import door

app_name = "programs_personal"
urlpatterns = [
    # Attendance.
    path("check-in/", door.at_the_door, name="at_the_door"),
    path("check-in/<uuid:ref>/", door.checked_in, name="checked_in"),
]
