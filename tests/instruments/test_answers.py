from uuid import uuid4

import pytest

from headship.instruments.answers import NOT_ANSWERED, NOT_JUDGED, pack, unpack
from headship.instruments.questionnaire import build_form


@pytest.fixture
def form(pulse):
    return build_form(pulse, version_ref=uuid4(), perspective="self", language="en")


def test_answers_are_one_byte_each_in_position_order(form):
    assert pack(form, {1: 2, 0: 7}) == bytes([7, 2])


def test_what_is_missing_is_not_answered(form):
    assert pack(form, {1: NOT_JUDGED}) == bytes([NOT_ANSWERED, NOT_JUDGED])


def test_not_answered_can_be_said(form):
    assert pack(form, {0: NOT_ANSWERED, 1: 1}) == bytes([255, 1])


def test_unpacked_answers_are_those_that_were_given(form):
    assert unpack(form, pack(form, {1: 0})) == {1: 0}


def test_value_that_the_item_does_not_offer_is_refused(form):
    with pytest.raises(ValueError, match="keeps_word has no answer with the value 0"):
        pack(form, {0: 0})


@pytest.mark.parametrize("position", [-1, 2])
def test_position_beyond_the_form_is_refused(form, position):
    with pytest.raises(ValueError, match=f"no rated item at position {position}"):
        pack(form, {position: 1})


def test_answers_of_another_form_are_refused(form):
    with pytest.raises(ValueError, match="These are 3 answers; the form has 2 items"):
        unpack(form, b"\x01\x02\x01")
