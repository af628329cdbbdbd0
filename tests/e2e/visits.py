"""Every page of the product, with the person who opens it.

A new page fails ``test_every_page_is_visited`` until it has a line here: in VISITS,
or in NOT_PAGES or LOOKED_AT_ELSEWHERE with the reason.
"""

from dataclasses import dataclass

from django.urls import reverse

MARIA, ANA, JOAN = "Maria Delgado", "Ana Ruiz", "Joan Fletcher"
DORA, ISAAC = "Dora Lindqvist", "Isaac Bell"
HOMES = {
    MARIA: "riverside",
    ANA: "riverside",
    JOAN: "riverside",
    "careful": "riverside",
    DORA: "lakeshore",
    ISAAC: "lakeshore",
}


@dataclass(frozen=True)
class Visit:
    """One page; ``parts`` name what was staged, or stand for themselves.

    ``query`` stands behind the address.
    """

    name: str
    who: str
    parts: tuple = ()
    query: str = ""

    def __str__(self):
        return self.name

    def url(self, staged):
        parts = {key: staged.get(value, value) for key, value in self.parts}
        if self.who in HOMES and ":" in self.name:
            parts = {"org": HOMES[self.who], **parts}
        return _reverse(self.name, parts) + (f"?{self.query}" if self.query else "")


def _reverse(name, parts):
    if name.split(":")[0] in WITHOUT_ORGANIZATION or name in PERSONAL:
        parts.pop("org", None)
    return reverse(name, kwargs=parts)


WITHOUT_ORGANIZATION = {
    "core",
    "accounts",
    "responsibilities",
    "surveys",
    "evidence",
    "programs_public",
    "programs_personal",
}
PERSONAL = {"home:start", "orgs:organization_list", "evidence_saved:search_list"}


def _visits(who, *names, **parts):
    return [Visit(name, who, tuple(parts.items())) for name in names]


def _orgs(who, *nouns, **parts):
    return _visits(who, *(f"orgs:{noun}" for noun in nouns), **parts)


def _feedback(who, *nouns, **parts):
    return _visits(who, *(f"feedback:{noun}" for noun in nouns), **parts)


def _programs(who, *nouns, **parts):
    return _visits(who, *(f"programs:{noun}" for noun in nouns), **parts)


def _instruments(*nouns, **parts):
    return _visits(MARIA, *(f"instruments:{noun}" for noun in nouns), **parts)


RURAL = "at=999999900012"  # A school that the demonstration ships.
LEADERSHIP = "mcrel-balanced-leadership"
VISITS = [
    *_visits("nobody", "evidence:home", "evidence:download", "evidence:api"),
    Visit("evidence:home", "nobody", query="q=principal+visibilitty"),
    Visit("evidence:home", "nobody", query="q=leadership&grade=12&tier=1"),
    Visit("evidence:home", "nobody", query="q=zzzzzz"),
    Visit("evidence:home", "nobody", query=f"view=findings&{RURAL}"),
    *_visits("nobody", "evidence:intervention_detail", slug=LEADERSHIP),
    *_visits("nobody", "evidence:study_detail", ref="study_record"),
    *_visits(ANA, "evidence_saved:search_list"),
    *_visits("nobody", "evidence:fit", "evidence:school_list"),
    Visit("evidence:fit_list", "nobody", query=f"{RURAL}&evidence=any"),
    Visit("evidence:intervention_fit", "nobody", (("slug", LEADERSHIP),), RURAL),
    *_visits("nobody", "evidence:agreement", "evidence:agreement_findings"),
    *_visits("nobody", "evidence:finding_detail", number=26896),
    Visit("evidence:synthesis", "nobody", query="f=26896"),
    *_visits("nobody", "evidence:claim_list"),
    *_visits("nobody", "evidence:record_history", kind="finding", ref="finding_record"),
    *_visits(MARIA, "evidence:change_list", "evidence:record_list"),
    *_visits(MARIA, "evidence:record_create", kind="rating"),
    *_visits(MARIA, "evidence:record_change", kind="finding", ref="finding_record"),
    *_visits(MARIA, "evidence:change_detail", ref="proposal"),
    *_visits(MARIA, "evidence:change_edit", ref="draft_proposal"),
    Visit("evidence:compare", "nobody", query=f"i={LEADERSHIP}&{RURAL}"),
    *_visits("nobody", "home:start", "core:styleguide", "core:styleguide_rater"),
    *_visits("nobody", "account_login", "account_signup", "account_inactive"),
    *_visits("nobody", "account_reset_password", "account_reset_password_done"),
    *_visits("nobody", "account_reset_password_from_key_done"),
    *_visits("nobody", "surveys:rater_enter", "orgs:account_join"),
    *_visits("nobody", "responsibilities:responsibility_list"),
    *_visits("nobody", "responsibilities:change_order"),
    *_visits("nobody", "responsibilities:responsibility_detail", slug="focus"),
    *_visits("rater", "surveys:rater_welcome", "surveys:rater_words"),
    *_visits("rater", "surveys:rater_page", number=1),
    *_visits("rater", "surveys:rater_review"),
    *_visits("answered", "surveys:rater_done"),  # Takes the note from the browser.
    *_visits("invited", "orgs:account_open"),
    *_visits("confirmed", "account_logout", "account_email", "account_reauthenticate"),
    *_visits("confirmed", "account_change_password", "mfa_index", "mfa_reauthenticate"),
    *_visits("confirmed", "mfa_deactivate_totp", "mfa_view_recovery_codes"),
    *_visits("confirmed", "mfa_generate_recovery_codes", "mfa_list_webauthn"),
    *_visits("confirmed", "mfa_add_webauthn"),
    *_visits(
        ANA, "home:organization", "home:search", "accounts:profile", "accounts:security"
    ),
    *_orgs(MARIA, "organization_list", "person_list", "person_add", "person_invite"),
    *_orgs(MARIA, "person_detail", "person_change", "person_archive", ref="person"),
    *_orgs(MARIA, "person_restore", ref="archived_person"),
    *_orgs(MARIA, "school_list", "school_add", "roles", "audit_log"),
    *_orgs(MARIA, "school_detail", "school_change", "school_archive", ref="school"),
    *_orgs(MARIA, "school_restore", ref="archived_school"),
    *_orgs(MARIA, "organization_settings", "import_list"),
    *_orgs(MARIA, "roster_import", "directory_import", "export_list"),
    *_orgs("careful", "export_request", "deletion_schedule"),
    *_orgs(MARIA, "import_detail", ref="import"),
    *_instruments("instrument_list", "instrument_import"),
    *_instruments("instrument_detail", "instrument_preview", ref="draft_instrument"),
    *_instruments("instrument_publish", ref="draft_instrument"),
    *_instruments("instrument_item", ref="draft_instrument", key="listens"),
    *_visits(ANA, "practice:practice_list", "practice:practice_create"),
    *_visits(ANA, "practice:practice_detail", ref="practice"),
    *_visits(ANA, "practice:practice_change", ref="practice"),
    *_feedback(MARIA, "cycle_list", "cycle_create"),
    *_feedback(MARIA, "cycle_leaders", "cycle_open", ref="prepared_cycle"),
    *_feedback(MARIA, "cycle_detail", "cycle_extend", "cycle_close", ref="open_cycle"),
    *_feedback(MARIA, "leader_raters", "leader_remove", ref="prepared_part"),
    *_feedback(MARIA, "group_report", "group_needs", ref="closed_cycle"),
    *_feedback(JOAN, "approval_list"),
    *_feedback(ANA, "review_list"),
    *_feedback(ANA, "review_detail", "review_nominate", ref="prepared_part"),
    *_feedback(ANA, "review_initiative", ref="prepared_part"),
    *_feedback(ANA, "report_detail", "report_technical", ref="closed_part"),
    *_feedback(ANA, "report_change", "report_share", "next_step", ref="closed_part"),
    *_visits("nobody", "programs_public:check_in", "programs_public:certificate_find"),
    *_visits("nobody", "programs_public:certificate_verify", ref="certificate"),
    *_visits(ANA, "programs_personal:checked_in", ref="own_attendance"),
    *_programs(DORA, "template_list", "case_list", "program_list", "program_create"),
    *_programs(DORA, "template_detail", key="year_one"),
    *_programs(DORA, "case_detail", key="timetable"),
    *_programs(DORA, "program_detail", "program_change", ref="draft_program"),
    *_programs(DORA, "program_offer", "program_session_add", ref="draft_program"),
    *_programs(DORA, "program_copy", "program_retire", ref="offered_program"),
    *_programs(DORA, "cohort_plan", ref="offered_program"),
    *_programs(DORA, "program_session_change", ref="planned_session"),
    *_programs(DORA, "program_session_remove", "block_add", ref="planned_session"),
    *_programs(DORA, "block_change", "block_remove", ref="block"),
    *_programs(DORA, "cohort_list", "session_list", "venue_list", "venue_add"),
    *_programs(DORA, "cohort_detail", "cohort_finish", ref="running_cohort"),
    *_programs(DORA, "cohort_change", "cohort_cancel", ref="open_cohort"),
    *_programs(DORA, "district_invite", "participant_invite", ref="open_cohort"),
    *_programs(DORA, "participant_decline", ref="application"),
    *_programs(DORA, "participant_detail", "participant_withdraw", ref="seated"),
    *_programs(DORA, "participant_transfer", "participant_complete", ref="seated"),
    *_programs(DORA, "make_up_assign", ref="seated"),
    *_programs(DORA, "session_schedule", ref="running_cohort"),
    *_programs(DORA, "session_detail", "session_reschedule", ref="session_ahead"),
    *_programs(DORA, "session_cancel", "session_lead", ref="session_ahead"),
    *_programs(DORA, "venue_change", ref="venue"),
    *_programs(DORA, "facilitator_list", "facilitator_add", "my_ledger"),
    *_programs(DORA, "facilitator_detail", "facilitator_mentor", ref="facilitator"),
    *_programs(DORA, "qualification_add", "absence_add", ref="facilitator"),
    *_programs(
        DORA, "qualification_remove", "qualification_revoke", ref="qualification"
    ),
    *_programs(DORA, "facilitator_admit", ref="trainee"),
    *_programs(MARIA, "joined_list"),
    *_programs(MARIA, "joined_detail", ref="asked_cohort"),
    *_programs(MARIA, "joined_send", ref="cohort_to_join"),
    *_programs(MARIA, "joined_withdraw", ref="seated"),
    *_programs(ANA, "my_learning"),
    *_programs(ANA, "my_cohort", "my_withdraw", ref="seated"),
    *_programs(ANA, "my_session", ref="session_ahead"),
    *_programs(ANA, "my_decline", ref="own_invitation"),
    *_programs(ANA, "my_apply", ref="cohort_to_join"),
    *_programs(ANA, "my_calendar", "my_certificates"),
    *_programs(DORA, "door", "attendance_day", ref="session_day"),
    *_programs(DORA, "cohort_attendance", "certificate_list", ref="cohort"),
    *_programs(DORA, "certificate_people", ref="cohort"),
    *_programs(DORA, "certificate_batch", ref="certificate_batch"),
    *_programs(DORA, "certificate_revoke", ref="certificate"),
    *_programs(DORA, "badge_key_list", "hours_report", "hours_layout_create"),
    *_programs(DORA, "hours_layout_change", ref="hours_layout"),
    *_programs(DORA, "health", "enquiry_list", "enquiry_record", "testimonial_list"),
    *_programs(DORA, "enquiry_detail", ref="enquiry"),
    *_programs(DORA, "enquiry_erase", ref="closed_enquiry"),
    *_programs(DORA, "session_feedback", "session_fidelity", ref="read_session"),
    *_programs(DORA, "cohort_feedback", "cohort_fidelity", ref="own_cohort"),
    *_programs(DORA, "feedback_close", ref="recent_session"),
    *_programs(ISAAC, "my_cohorts"),
    *_programs(ISAAC, "fidelity_record", ref="recent_session"),
    *_programs(ANA, "my_testimonial", ref="own_place"),
    *_visits("nobody", "programs_public:enquiry_ask", provider="lakeshore"),
    *_visits("nobody", "programs_public:enquiry_sent", provider="lakeshore"),
    *_programs(DORA, "rate_edit", "scope_list", "scope_create"),
    *_programs(DORA, "scope_detail", "scope_change", ref="draft_scope"),
    *_programs(DORA, "scope_accept", "scope_decline", ref="proposed_scope"),
    *_programs(DORA, "scope_proposal", ref="proposed_scope"),
    *_programs(DORA, "task_list", "cohort_dosage", ref="running_cohort"),
    *_programs(DORA, "task_detail", "task_remove", ref="task"),
    *_programs(DORA, "task_create", "session_debrief", ref="session_to_debrief"),
    *_programs(DORA, "log_detail", ref="own_log"),
    *_programs(DORA, "material_list", "material_create"),
    *_programs(DORA, "material_detail", "material_change", ref="material"),
    *_programs(DORA, "material_version_add", "material_withdraw", ref="material"),
    *_programs(ANA, "library_list", "peer_log_list"),
    *_programs(ANA, "library_material", ref="material"),
    *_programs(ANA, "my_dosage", ref="seated"),
    *_programs(MARIA, "joined_dosage", "joined_feedback", ref="running_cohort"),
    *_programs(ANA, "peer_log", ref="peer_log"),
    *_visits("nobody", "programs_public:material_get"),
    *_visits(MARIA, "practice:shared_list"),
    *_visits(MARIA, "practice:shared_detail", ref="own_log"),
]

DARK = {
    "home:start",
    "core:styleguide",
    "account_login",
    "surveys:rater_welcome",
    "surveys:rater_page",
    "home:organization",
    "responsibilities:responsibility_list",
    "orgs:person_list",
    "orgs:import_detail",
    "orgs:export_list",
    "feedback:cycle_detail",
    "feedback:report_detail",
    "feedback:next_step",
    "feedback:group_report",
    "programs:cohort_detail",
    "programs:health",
    "programs:session_feedback",
    "programs:program_detail",
    "programs:my_cohort",
    "programs:scope_detail",
    "programs:scope_create",
    "practice:practice_detail",
    "evidence:change_detail",
    "evidence:claim_list",
    "evidence:home",
    "evidence:intervention_detail",
}

FILE = "answers with a file"
DATA = "answers with data for a script"
ACTS = "changes something and takes only POST"
PROGRAM = "answers a program, not a person"
AWAY = "leads to another page at once"
NOT_PAGES = {
    "core:health": "answers a load balancer",
    "set_language": ACTS,
    "surveys:rater_save": ACTS,
    "surveys:rater_send": ACTS,
    "surveys:rater_decline": ACTS,
    "accounts:demo_sign_in": ACTS,
    "evidence:change_submit": ACTS,
    "evidence:change_withdraw": ACTS,
    "evidence:change_publish": ACTS,
    "evidence:change_decline": ACTS,
    "evidence:curator_mail": ACTS,
    "evidence_saved:search_save": ACTS,
    "evidence_saved:search_rename": ACTS,
    "evidence_saved:search_forget": ACTS,
    "evidence:findings_json": FILE,
    "evidence:feed": PROGRAM,
    "evidence:api_document": PROGRAM,
    **{
        f"evidence:api_{name}": PROGRAM
        for name in (
            *("intervention_list", "intervention", "finding_list", "finding"),
            *("study_list", "study", "rating_list", "claim_list", "claim"),
        )
    },
    "mfa_login_webauthn": DATA,
    "mfa_download_recovery_codes": FILE,
    "responsibilities:responsibility_csv": FILE,
    "instruments:instrument_export": FILE,
    "feedback:report_pdf": FILE,
    "accounts:my_data": FILE,
    "orgs:import_plan_csv": FILE,
    "orgs:import_problems_csv": FILE,
    "practice:evidence_file": FILE,
    "practice:shared_file": FILE,
    "programs:log_file": FILE,
    "programs:peer_file": FILE,
    "programs:library_file": FILE,
    "programs:material_file": FILE,
    "programs:scope_pdf": FILE,
    "programs:health_xlsx": FILE,
    "programs:sign_in_sheet": FILE,
    "programs:certificate_pdf": FILE,
    "programs:certificate_badge": FILE,
    "programs:my_certificate_pdf": FILE,
    "programs:my_certificate_badge": FILE,
    "programs:my_calendar_ics": FILE,
    "programs:my_session_ics": FILE,
    "programs:cohort_calendar_ics": FILE,
    "programs_public:calendar_feed": "answers a calendar program with a key",
    "programs_public:cohort_feed": "answers a calendar program with a key",
    "programs_public:issuer_revoked": DATA,
    "programs_personal:at_the_door": AWAY,
    "account_confirm_login_code": AWAY,
    "account_email_verification_sent": AWAY,
    "account_confirm_email": "no such link is ever sent: an invitation verifies",
    "account_set_password": "everyone has a password; the page leads to changing it",
}
LOOKED_AT_ELSEWHERE = {
    "account_reset_password_from_key": "needs the link in a message",
    "mfa_authenticate": "needs a password just typed",
    "mfa_activate_totp": "needs an account without an app",
    "mfa_remove_webauthn": "needs a passkey",
    "mfa_edit_webauthn": "needs a passkey",
    "mfa_reauthenticate_webauthn": "needs a passkey",
    "orgs:deletion_cancel": "needs a deletion that is announced",
    "feedback:leader_links": "is shown once, after POST",
    "feedback:rater_remove": "needs somebody who was added",
}
