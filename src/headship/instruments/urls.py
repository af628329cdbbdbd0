from django.urls import path

from headship.instruments import views

app_name = "instruments"

urlpatterns = [
    path("", views.instrument_list, name="instrument_list"),
    path("list.csv", views.instrument_list_csv, name="instrument_list_csv"),
    path("import/", views.instrument_import, name="instrument_import"),
    path("<uuid:ref>/", views.instrument_detail, name="instrument_detail"),
    path(
        "<uuid:ref>/items.csv",
        views.instrument_detail_csv,
        name="instrument_detail_csv",
    ),
    path("<uuid:ref>/preview/", views.instrument_preview, name="instrument_preview"),
    path("<uuid:ref>/export/", views.instrument_export, name="instrument_export"),
    path("<uuid:ref>/draft/", views.instrument_draft, name="instrument_draft"),
    path("<uuid:ref>/publish/", views.instrument_publish, name="instrument_publish"),
    path("<uuid:ref>/items/<slug:key>/", views.instrument_item, name="instrument_item"),
]
