"""Cohorts and their people: the provider's, the districts' and the participants'."""

from django.urls import path

from headship.programs.views import cohorts, joined, mine, participants

_COHORT = "cohorts/<uuid:ref>/"
_PERSON = "participants/<uuid:ref>/"
_JOINED = "joined/<uuid:ref>/"
_MINE = "mine/<uuid:ref>/"

urlpatterns = [
    path("<uuid:ref>/plan/", cohorts.cohort_plan, name="cohort_plan"),
    path("cohorts/", cohorts.cohort_list, name="cohort_list"),
    path("cohorts.csv", cohorts.cohort_list_csv, name="cohort_list_csv"),
    path(_COHORT, cohorts.cohort_detail, name="cohort_detail"),
    path(_COHORT + "roster.csv", cohorts.cohort_roster_csv, name="cohort_roster_csv"),
    path(_COHORT + "change/", cohorts.cohort_change, name="cohort_change"),
    path(_COHORT + "open/", cohorts.cohort_open, name="cohort_open"),
    path(_COHORT + "start/", cohorts.cohort_start, name="cohort_start"),
    path(_COHORT + "finish/", cohorts.cohort_finish, name="cohort_finish"),
    path(_COHORT + "cancel/", cohorts.cohort_cancel, name="cohort_cancel"),
    path(_COHORT + "district/", cohorts.district_invite, name="district_invite"),
    path(
        "districts/<uuid:ref>/remove/", cohorts.district_remove, name="district_remove"
    ),
    path(_COHORT + "invite/", cohorts.participant_invite, name="participant_invite"),
    path(_PERSON, participants.participant_detail, name="participant_detail"),
    path(_PERSON + "admit/", participants.participant_admit, name="participant_admit"),
    path(
        _PERSON + "decline/",
        participants.participant_decline,
        name="participant_decline",
    ),
    path(
        _PERSON + "withdraw/",
        participants.participant_withdraw,
        name="participant_withdraw",
    ),
    path(
        _PERSON + "move/",
        participants.participant_transfer,
        name="participant_transfer",
    ),
    path(
        _PERSON + "complete/",
        participants.participant_complete,
        name="participant_complete",
    ),
    path(_PERSON + "make-up/", participants.make_up_assign, name="make_up_assign"),
    path(
        "make-ups/<uuid:ref>/remove/",
        participants.make_up_remove,
        name="make_up_remove",
    ),
    path(_PERSON + "train/", participants.training_begin, name="training_begin"),
    path("joined/", joined.joined_list, name="joined_list"),
    path("joined.csv", joined.joined_list_csv, name="joined_list_csv"),
    path("joined/people.csv", joined.joined_people_csv, name="joined_people_csv"),
    path(_JOINED, joined.joined_detail, name="joined_detail"),
    path(_JOINED + "agree/", joined.joined_agree, name="joined_agree"),
    path(_JOINED + "decline/", joined.joined_decline, name="joined_decline"),
    path(_JOINED + "send/", joined.joined_send, name="joined_send"),
    path(
        "joined/people/<uuid:ref>/withdraw/",
        joined.joined_withdraw,
        name="joined_withdraw",
    ),
    path("mine/", mine.my_learning, name="my_learning"),
    path("mine/sessions.csv", mine.my_sessions_csv, name="my_sessions_csv"),
    path(_MINE, mine.my_cohort, name="my_cohort"),
    path(_MINE + "accept/", mine.my_accept, name="my_accept"),
    path(_MINE + "decline/", mine.my_decline, name="my_decline"),
    path(_MINE + "withdraw/", mine.my_withdraw, name="my_withdraw"),
    path("mine/apply/<uuid:ref>/", mine.my_apply, name="my_apply"),
    path("mine/sessions/<uuid:ref>/", mine.my_session, name="my_session"),
]
