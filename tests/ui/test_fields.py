"""Amounts as people write them, forms in sets, and what a wrong field says to a screen reader."""

from __future__ import annotations

import pytest
from django import forms
from django.template.loader import render_to_string

from tenir.ui.fields import InstantField, MoneyField, fieldsets, plain_amount
from tenir.ui.templatetags.tenir import styled


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1 234,50", "1234.50"),
        ("1\u202f234,50 €", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,5", "1234.5"),
        ("48000", "48000"),
        ("48,000", "48000"),
        ("12,3456", "12,3456"),
        ("douze", "douze"),
    ],
)
def test_an_amount_is_read_in_either_manner_and_nonsense_left_to_be_refused(
    written: str, amount: str
) -> None:
    assert plain_amount(written) == amount


class Sample(forms.Form):
    name = forms.CharField(label="Name")
    fee = MoneyField(label="Fee")
    note = forms.CharField(label="Note", required=False, help_text="Anything.")
    fieldsets = (("Money", ("fee",), "Without tax."),)


def test_fields_stand_in_their_sets_and_those_left_out_come_last() -> None:
    first, rest = fieldsets(Sample())
    assert (first.legend, first.about) == ("Money", "Without tax.")
    assert [bound.name for bound in first.fields] == ["fee"]
    assert [bound.name for bound in rest.fields] == ["name", "note"]


def test_an_amount_with_three_decimals_is_refused() -> None:
    assert "fee" in Sample({"name": "x", "fee": "12.3456"}).errors


def test_a_wrong_field_says_so_and_is_led_to_from_the_summary() -> None:
    page = render_to_string("tenir/form.html", {"form": Sample({"fee": "x"})})
    assert 'href="#id_name"' in page
    assert 'aria-describedby="id_name_error"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_note_helptext"' in page


def test_a_field_keeps_the_width_that_its_form_gives_it() -> None:
    class Minutes(forms.Form):
        minutes = forms.IntegerField(widget=forms.NumberInput({"class": "narrow"}))

    assert 'class="form-control narrow"' in styled(Minutes()["minutes"])
    assert 'class="form-control narrow is-invalid"' in styled(Minutes({})["minutes"])


@pytest.mark.parametrize("at", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_an_hour_in_which_the_clocks_change_is_refused_with_what_to_do(at: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"avant ou d.après|before or after it"):
        InstantField().clean(at)


def test_an_hour_of_that_night_is_one_once_the_clocks_have_changed() -> None:
    assert InstantField().clean("2026-10-25T03:00").isoformat() == "2026-10-25T03:00:00+01:00"
