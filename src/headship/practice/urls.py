from django.urls import path

from headship.practice import views

app_name = "practice"
urlpatterns = [
    path("", views.practice_list, name="practice_list"),
    path("practices.csv", views.practice_list_csv, name="practice_list_csv"),
    path("new/", views.practice_create, name="practice_create"),
    path("<uuid:ref>/", views.practice_detail, name="practice_detail"),
    path("<uuid:ref>/change/", views.practice_change, name="practice_change"),
    path("<uuid:ref>/drop/", views.practice_drop, name="practice_drop"),
    path("<uuid:ref>/reopen/", views.practice_reopen, name="practice_reopen"),
]
