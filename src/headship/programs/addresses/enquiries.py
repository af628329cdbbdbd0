"""Enquiries and testimonials."""

from django.urls import path

from headship.programs.views import enquiries, testimonials

urlpatterns = [
    # Enquiries.
    path("enquiries/", enquiries.enquiry_list, name="enquiry_list"),
    path("enquiries.csv", enquiries.enquiry_list_csv, name="enquiry_list_csv"),
    path("enquiries/new/", enquiries.enquiry_record, name="enquiry_record"),
    path("enquiries/<uuid:ref>/", enquiries.enquiry_detail, name="enquiry_detail"),
    path("enquiries/<uuid:ref>/note/", enquiries.enquiry_note, name="enquiry_note"),
    path("enquiries/<uuid:ref>/erase/", enquiries.enquiry_erase, name="enquiry_erase"),
    # Testimonials.
    path("testimonials/", testimonials.testimonial_list, name="testimonial_list"),
    path(
        "testimonials.csv",
        testimonials.testimonial_list_csv,
        name="testimonial_list_csv",
    ),
    path(
        "testimonials/<uuid:ref>/publish/",
        testimonials.testimonial_publish,
        name="testimonial_publish",
    ),
    path(
        "testimonials/<uuid:ref>/unpublish/",
        testimonials.testimonial_unpublish,
        name="testimonial_unpublish",
    ),
    path(
        "mine/<uuid:ref>/testimonial/",
        testimonials.my_testimonial,
        name="my_testimonial",
    ),
    path(
        "mine/<uuid:ref>/testimonial/withdraw/",
        testimonials.my_testimonial_withdraw,
        name="my_testimonial_withdraw",
    ),
]
