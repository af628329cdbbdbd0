"""A signed-in member's way to their own questionnaires."""

from django.urls import path

from headship.surveys import views

app_name = "surveys_member"
urlpatterns = [
    path("<uuid:ref>/answer/", views.member_answer, name="answer"),
]
