from django.urls import path

from headship.responsibilities import views

app_name = "responsibilities"
urlpatterns = [
    path("", views.responsibility_list, name="responsibility_list"),
    path("evidence.csv", views.responsibility_csv, name="responsibility_csv"),
    path("change-order/", views.change_order, name="change_order"),
    path("<slug:slug>/", views.responsibility_detail, name="responsibility_detail"),
]
