"""Addresses of rates and scopes of work."""

from django.urls import URLPattern, path

from headship.programs.views import scopes

urlpatterns: list[URLPattern] = [
    path("rates/", scopes.rate_edit, name="rate_edit"),
    path("scopes/", scopes.scope_list, name="scope_list"),
    path("scopes/scopes.csv", scopes.scope_list_csv, name="scope_list_csv"),
    path("scopes/new/", scopes.scope_create, name="scope_create"),
    path("scopes/<uuid:ref>/", scopes.scope_detail, name="scope_detail"),
    path("scopes/<uuid:ref>/change/", scopes.scope_change, name="scope_change"),
    path("scopes/<uuid:ref>/costs.csv", scopes.scope_costs_csv, name="scope_costs_csv"),
    path(
        "scopes/<uuid:ref>/choose/<int:number>/",
        scopes.scope_choose,
        name="scope_choose",
    ),
    path("scopes/<uuid:ref>/session/", scopes.scope_session, name="scope_session"),
    path("scopes/<uuid:ref>/meet/<slug:mode>/", scopes.scope_mode, name="scope_mode"),
    path("scopes/<uuid:ref>/rates/", scopes.scope_rates, name="scope_rates"),
    path("scopes/<uuid:ref>/propose/", scopes.scope_propose, name="scope_propose"),
    path("scopes/<uuid:ref>/draft/", scopes.scope_take_back, name="scope_take_back"),
    path("scopes/<uuid:ref>/accept/", scopes.scope_accept, name="scope_accept"),
    path("scopes/<uuid:ref>/decline/", scopes.scope_decline, name="scope_decline"),
    path("scopes/<uuid:ref>/proposal/", scopes.scope_proposal, name="scope_proposal"),
    path("scopes/<uuid:ref>/proposal.pdf", scopes.scope_pdf, name="scope_pdf"),
]
