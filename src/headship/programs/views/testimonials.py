"""What participants say of programs: their own page, and the provider's list."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs import access
from headship.programs.actions import testimonials as actions
from headship.programs.forms.enquiries import TestimonialForm
from headship.programs.queries import enquiries as queries
from headship.programs.reports import enquiries as reports
from headship.programs.views.pages import go


@require_GET
def testimonial_list(request):
    require(request.member, Permission.PROGRAM_MANAGE)
    found = queries.testimonials(request.member.organization)
    return render(request, "programs/testimonial_list.html", {"testimonials": found})


@require_GET
def testimonial_list_csv(request):
    require(request.member, Permission.PROGRAM_MANAGE)
    found = queries.testimonials(request.member.organization)
    header, rows = reports.testimonial_table(found)
    return csv_response("testimonials.csv", header, rows)


@require_POST
def testimonial_publish(request, ref):
    testimonial = access.get_testimonial(request.member, ref)
    actions.publish_testimonial(testimonial=testimonial, by=request.member)
    messages.success(request, _("These words are public now."))
    return go(request, "testimonial_list")


@require_POST
def testimonial_unpublish(request, ref):
    testimonial = access.get_testimonial(request.member, ref)
    actions.unpublish_testimonial(testimonial=testimonial, by=request.member)
    messages.success(request, _("These words are no longer public."))
    return go(request, "testimonial_list")


@require_http_methods(["GET", "POST"])
def my_testimonial(request, ref):
    """Offer words on a program; ``ref`` is the own place in its cohort."""
    participant = access.get_my_participation(request.member, ref)
    page = reports.testimonial_page(participant)
    form = TestimonialForm(
        request.POST or None,
        attributions=page.attributions,
        consent_text=page.consent_text,
    )
    if request.method == "GET" or not form.is_valid():
        context = {"page": page, "form": form}
        return render(request, "programs/my_testimonial.html", context)
    actions.offer_testimonial(
        participant=participant,
        text=form.cleaned_data["text"],
        attribution=form.attribution,
        consent_text=page.consent_text,
        by=request.member,
    )
    messages.success(request, _("Thank you. You can withdraw your words at any time."))
    return go(request, "my_testimonial", ref=ref)


@require_POST
def my_testimonial_withdraw(request, ref):
    testimonial = access.get_my_testimonial(request.member, ref)
    actions.withdraw_testimonial(testimonial=testimonial, by=request.member)
    messages.success(request, _("Your words are withdrawn and gone from every page."))
    return go(request, "my_testimonial", ref=ref)
