"""Certificates from the provider's side: earning, issuing, revoking, signing."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response, page_of, render_page
from headship.core.pdf import download_pdf
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs import access
from headship.programs.actions import badge_keys, certificate_batches
from headship.programs.actions import certificates as actions
from headship.programs.forms.certificates import RevokeForm, RuleForm, SearchForm
from headship.programs.queries import certificates as queries
from headship.programs.reports import certificates as reports
from headship.programs.views.pages import go

MANAGE = Permission.PROGRAM_MANAGE


@require_GET
def certificate_list(request, ref):
    """Show what a cohort's people have earned and hold."""
    cohort = access.get_cohort(request.member, ref, MANAGE)
    form = SearchForm(request.GET or None)
    found = _found(cohort, form)
    share = queries.minimum_share(cohort)
    context = {
        "cohort": cohort,
        "tallies": queries.tallies(cohort),
        "batches": queries.batches(cohort)[:3],
        "rule": RuleForm(initial={"percent": int(share * 100)}),
        "form": form,
        "is_filtered": any(request.GET.get(it) for it in ("search", "state")),
        "page": page_of(request, found),
    }
    return render_page(request, "programs/certificate_list.html", context, part="rows")


@require_GET
def certificate_list_csv(request, ref):
    cohort = access.get_cohort(request.member, ref, MANAGE)
    found = _found(cohort, SearchForm(request.GET or None))
    return csv_response("certificates.csv", *reports.certificate_table(found))


@require_POST
def completion_rule(request, ref):
    cohort = access.get_cohort(request.member, ref, MANAGE)
    form = RuleForm(request.POST)
    if form.is_valid():
        actions.set_completion_rule(cohort=cohort, share=form.share, by=request.member)
        messages.success(request, _("The rule is saved. It counts from now on."))
    else:
        messages.error(request, _("Choose a share between 1 and 100 percent."))
    return _to_list(request, cohort)


@require_GET
def certificate_people(request, ref):
    """Show everyone's way to one certificate, with a button for each."""
    cohort, session = _chosen(request, ref, request.GET)
    everyone = queries.standings(cohort, session)
    page = page_of(request, everyone)
    context = {"cohort": cohort, "session": session, "page": page}
    return render(request, "programs/certificate_people.html", context)


@require_GET
def certificate_people_csv(request, ref):
    cohort, session = _chosen(request, ref, request.GET)
    header, rows = reports.standing_table(queries.standings(cohort, session))
    return csv_response("standings.csv", header, rows)


@require_POST
def certificate_issue(request, ref):
    """Issue one certificate to one participant."""
    person = access.get_participant(request.member, ref, MANAGE)
    _cohort, session = _chosen(request, person.cohort.ref, request.POST)
    made = actions.issue_certificate(
        participant=person, session=session, by=request.member
    )
    words = _("%(name)s now holds certificate %(number)s.")
    messages.success(request, words % {"name": person, "number": made.number})
    return _to_list(request, person.cohort)


@require_POST
def certificate_issue_all(request, ref):
    """Have a worker issue what everyone has earned."""
    cohort, session = _chosen(request, ref, request.POST)
    batch = certificate_batches.start_batch(
        cohort=cohort, session=session, by=request.member
    )
    return redirect(batch)


@require_GET
def certificate_batch(request, ref):
    """Show how far a batch is."""
    batch = access.get_certificate_batch(request.member, ref)
    context = {
        "batch": batch,
        "is_silent": queries.is_silent(batch),
        "issued": batch.certificates.count(),
    }
    return render_page(
        request, "programs/certificate_batch.html", context, part="progress"
    )


@require_POST
def certificate_batch_resume(request, ref):
    batch = access.get_certificate_batch(request.member, ref)
    certificate_batches.resume_batch(batch=batch, by=request.member)
    messages.success(request, _("A worker goes on with those who are left."))
    return redirect(batch)


@require_http_methods(["GET", "POST"])
def certificate_revoke(request, ref):
    certificate = access.get_certificate(request.member, ref)
    form = RevokeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"certificate": certificate, "form": form}
        return render(request, "programs/certificate_revoke.html", context)
    actions.revoke_certificate(
        certificate=certificate, by=request.member, **form.cleaned_data
    )
    messages.success(request, _("The certificate is revoked, and its page says so."))
    return _to_list(request, certificate.participant.cohort)


@require_GET
def certificate_pdf(request, ref):
    return as_pdf(request, access.get_certificate(request.member, ref))


@require_GET
def certificate_badge(request, ref):
    return as_badge(access.get_certificate(request.member, ref))


@require_GET
def badge_key_list(request):
    """Show the keys that sign badges."""
    require(request.member, MANAGE)
    context = {"keys": queries.badge_keys(request.member.organization)}
    return render(request, "programs/badge_key_list.html", context)


@require_POST
def badge_key_rotate(request):
    require(request.member, MANAGE)
    badge_keys.rotate_key(by=request.member)
    messages.success(request, _("New badges are signed with a new key."))
    return go(request, "badge_key_list")


def as_pdf(request, certificate) -> HttpResponse:
    """Return a certificate on paper."""
    page = reports.paper_page(certificate, actions.verify_url(certificate.ref))
    filename = f"certificate-{certificate.number}.pdf"
    return download_pdf(
        request, "programs/certificate_print.html", {"page": page}, filename=filename
    )


def as_badge(certificate) -> JsonResponse:
    """Return a certificate as a signed credential, for a wallet."""
    filename = f"badge-{certificate.number}.json"
    return JsonResponse(
        certificate.credential,
        content_type="application/vc+ld+json",
        json_dumps_params={"indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def _found(cohort, form):
    wanted = {**form.wanted, "cohort": cohort}
    return queries.find_certificates(cohort.organization, wanted)


def _chosen(request, ref, sent):
    """Return the cohort, and the session if one is named."""
    cohort = access.get_cohort(request.member, ref, MANAGE)
    if not sent.get("session"):
        return cohort, None
    return cohort, get_object_or_404(
        cohort.sessions.select_related("cohort", "program_session"),
        number=_number(sent["session"]),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _to_list(request, cohort):
    return go(request, "certificate_list", ref=cohort.ref)
