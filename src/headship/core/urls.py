from django.urls import path

from headship.core import views

app_name = "core"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/rater/", views.styleguide_rater, name="styleguide_rater"),
]
