"""A long list is searched: nothing is judged meanwhile, and nothing of the form is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from tenir.apps.accounts.models import Organisation
from tenir.apps.parties.models import Client
from tenir.ui.sought import FEW, SeekingForm, SelectMultiple, Several, SoughtField, SoughtSeveral

pytestmark = pytest.mark.django_db
BY = ("name",)


class Asked(SeekingForm):
    name = forms.CharField()
    client = SoughtField(Organisation.objects.all(), by=BY)
    others = SoughtSeveral(
        Organisation.objects.all(), by=BY, required=False, widget=SelectMultiple({"size": 6})
    )


@pytest.fixture
def many() -> list[Organisation]:
    rows = [Organisation(name=f"Client {n:03} <{n % 2}>", kind="client") for n in range(FEW + 9)]
    return Organisation.objects.bulk_create(rows)


def sent(**words: Any) -> Asked:
    blank = {"client_words": "", "client_were": "", "others_words": "", "others_were": ""}
    return Asked({"name": "Drive", **blank, **words})


class OfClients(SeekingForm):
    """Clients have their organisation's key for their own."""

    client = SoughtField(Client.objects.all())
    clients = SoughtSeveral(Client.objects.all())
    listed = Several(Client.objects.all())


@pytest.mark.parametrize("number", [2**63, 10**25, -(10**25)])
def test_a_number_that_sqlite_cannot_hold_is_no_choice(number: int) -> None:
    form = OfClients({"client": number, "clients": [number], "listed": [number]})
    assert form.errors.keys() == {"client", "clients", "listed"}
    assert {each.code for told in form.errors.as_data().values() for each in told} == {
        "invalid_choice"
    }


def test_a_short_list_is_a_list_as_ever() -> None:
    Organisation.objects.create(name="A <b>", kind="client")
    drawn = str(Asked()["client"])
    assert "A &lt;b&gt;</option>" in drawn
    assert 'name="client_words"' not in drawn


def test_a_long_one_offers_some_and_is_searched_by_words(many: list[Organisation]) -> None:
    drawn = str(Asked()["client"])
    assert drawn.count("<option") == FEW + 1  # and none
    form = sent(client_words="client 058", seek="client", others=[many[3].pk])
    assert not form.is_valid()
    assert not form.errors
    drawn = str(form["client"])
    assert drawn.count("<option") == 2
    assert "Client 058 &lt;0&gt;" in drawn
    assert "autofocus" in drawn
    assert f'<option value="{many[3].pk}" selected>' in str(form["others"])
    assert 'value="Drive"' in str(form["name"])


def test_where_nothing_matches_it_says_so(many: list[Organisation]) -> None:
    drawn = str(sent(client_words="nobody", seek="client")["client"])
    assert drawn.count("<option") == 1
    assert "Rien ne répond à ces mots." in drawn


def test_words_not_searched_yet_are_searched_first(many: list[Organisation]) -> None:
    told = {"client_words": "058", "client": str(many[1].pk)}
    assert not sent(**told).is_valid()
    form = sent(**told, client_were="058")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["client"] == many[1]


def test_a_choice_out_of_the_first_ones_is_kept(many: list[Organisation]) -> None:
    form = sent(client=str(many[-1].pk), others=[str(many[-1].pk)])
    assert form.is_valid(), form.errors
    assert f'<option value="{many[-1].pk}" selected>' in str(form["client"])
    assert "multiple" in str(form["others"])


def test_drawing_it_costs_one_query(
    many: list[Organisation], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(1):
        str(Asked()["client"])
