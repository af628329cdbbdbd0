from django.urls import path

from headship.surveys import views

app_name = "surveys"
urlpatterns = [
    path("", views.rater_enter, name="rater_enter"),
    path("welcome/", views.rater_welcome, name="rater_welcome"),
    path("questions/<int:number>/", views.rater_page, name="rater_page"),
    path("save/<int:number>/", views.rater_save, name="rater_save"),
    path("words/", views.rater_words, name="rater_words"),
    path("review/", views.rater_review, name="rater_review"),
    path("send/", views.rater_send, name="rater_send"),
    path("done/", views.rater_done, name="rater_done"),
    path("decline/", views.rater_decline, name="rater_decline"),
]
