from django.urls import path

from headship.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("o/<slug:org>/", views.organization, name="organization"),
    path("o/<slug:org>/search/", views.search, name="search"),
]
