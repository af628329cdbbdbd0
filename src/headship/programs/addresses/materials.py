"""Addresses of the library."""

from django.urls import URLPattern, path

from headship.programs.views import library, materials

urlpatterns: list[URLPattern] = [
    path("materials/", materials.material_list, name="material_list"),
    path(
        "materials/materials.csv", materials.material_list_csv, name="material_list_csv"
    ),
    path("materials/new/", materials.material_create, name="material_create"),
    path("materials/stock/", materials.library_stock, name="library_stock"),
    path("materials/<uuid:ref>/", materials.material_detail, name="material_detail"),
    path(
        "materials/<uuid:ref>/change/",
        materials.material_change,
        name="material_change",
    ),
    path(
        "materials/<uuid:ref>/version/",
        materials.material_version_add,
        name="material_version_add",
    ),
    path(
        "materials/<uuid:ref>/access/",
        materials.material_access,
        name="material_access",
    ),
    path(
        "materials/<uuid:ref>/withdraw/",
        materials.material_withdraw,
        name="material_withdraw",
    ),
    path(
        "materials/<uuid:ref>/restore/",
        materials.material_restore,
        name="material_restore",
    ),
    path(
        "materials/versions/<uuid:ref>/file/",
        materials.material_file,
        name="material_file",
    ),
    path(
        "materials/versions/<uuid:ref>/link/",
        materials.material_link_make,
        name="material_link_make",
    ),
    path(
        "materials/links/<uuid:ref>/end/",
        materials.material_link_end,
        name="material_link_end",
    ),
    # One's own library, whoever provides it.
    path("mine/library/", library.library_list, name="library_list"),
    path("mine/library/library.csv", library.library_list_csv, name="library_list_csv"),
    path("mine/library/<uuid:ref>/", library.library_material, name="library_material"),
    path("mine/library/<uuid:ref>/file/", library.library_file, name="library_file"),
]
