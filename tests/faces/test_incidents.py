"""Incidents through the console: begun from usual words or an outage, published, followed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from tenir.apps.accounts.models import Person
from tenir.apps.notices.models import Notice
from tenir.apps.publishing.models import Incident, Wording
from tenir.terms import phrases
from tests.cast import Cast
from tests.faces.test_deeds import SURE, as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]
WORDS = {
    "name_fr": "Lenteurs du test", "state": "investigating", "impact": "minor",
    "title_fr": "Réponses lentes", "text_fr": "Il répond, mais lentement, depuis [heure].",
}  # fmt: skip
SAID = {"state": "investigating", "impact": "critical", "text_fr": "Nous cherchons."}


@pytest.mark.clause("10.4")
def test_an_incident_begins_from_an_outage_and_usual_words(cast: Cast) -> None:
    outage, slow = cast.things["outage"], _kept()
    page = as_(cast, "olga").get(f"/console/incidents/publish/?outage={outage}").content.decode()
    assert f"outage={outage}&amp;wording={slow}" in page
    assert f"wording={cast.things['wording']}" not in page, "those are for an update"
    assert '<option value="drive" selected>' in page
    at = f"/console/incidents/publish/?wording={slow}"
    worded = as_(cast, "olga").get(at).content.decode()
    assert "Réponses lentes" in worded
    assert "lentement, depuis [heure]" in worded
    for nothing in ("none", "0", "9" * 30):
        at = f"/console/incidents/publish/?outage={nothing}&wording={nothing}"
        assert as_(cast, "olga").get(at).status_code == 200


@pytest.mark.clause("10.4")
def test_usual_words_are_kept_changed_and_withdrawn(cast: Cast) -> None:
    given = {**WORDS, "begins": "no", "name_fr": "Rétabli", "title_fr": ""}
    page = post(cast, "olga", "console:wording-new", **given).content.decode()
    assert "le modèle est proposé" in page
    made = Wording.objects.get(name_fr="Rétabli")
    follow = reverse("console:incident-follow", args=[cast.things["incident"]])
    assert "Rétabli" in as_(cast, "olga").get(follow).content.decode()
    cast.things["wording"] = made.pk
    post(cast, "olga", "console:wording", **{**given, "text_fr": "Dès [date]."})
    made.refresh_from_db()
    assert made.text_fr == "Dès [date]."
    post(cast, "sofia", "console:wording-withdraw")
    assert "Rétabli" not in as_(cast, "olga").get(follow).content.decode()


@pytest.mark.clause("10.4")
def test_a_gap_that_would_not_be_known_is_told_beside_its_field(cast: Cast) -> None:
    given = {**WORDS, "begins": "yes", "text_fr": "Depuis [midi]."}
    page = post(cast, "olga", "console:wording-new", **given)
    assert page.status_code == 400
    assert "« [midi] » ne serait pas reconnu" in page.content.decode()


def test_usual_words_are_found_sorted_and_handed_out_whole(cast: Cast) -> None:
    sam, page = as_(cast, "sam"), reverse("console:wordings")
    Wording.objects.filter(pk=_kept()).update(text_en=f"{'slow ' * 60}indeed")
    assert "Lenteurs du test" in sam.get(f"{page}?words=LENTEMENT").content.decode()
    assert "Lenteurs du test" not in sam.get(f"{page}?begins=no").content.decode()
    assert "Lenteurs du test" not in sam.get(f"{page}?state=resolved").content.decode()
    assert "indeed" not in sam.get(page).content.decode(), "a beginning"
    assert "slow indeed" in sam.get(f"{page}?format=json&begins=yes&sort=-name").getvalue().decode()
    assert "wording-new" not in sam.get(page).content.decode()


def _kept() -> int:
    """Words that an incident begins from."""
    return Wording.objects.create(**WORDS, begins=True).pk


@pytest.mark.clause("5.11", "10.4")
def test_it_is_published_followed_and_taken_off(cast: Cast) -> None:
    given = {**SAID, "title_fr": "Plus rien", "products": ["drive"]}
    shown = post(cast, "olga", "console:incident-new", **given).content.decode()
    assert "ceux que cela concerne sont avertis" in shown
    found = Incident.objects.get(title_fr="Plus rien")
    told = Notice.objects.filter(subject=found.subject, channel="email")
    assert {row.person.name for row in told} == {"Alice", "Bob"}
    cast.things["incident"] = found.reference
    given = {"state": "resolved", "impact": "none", "text_fr": "Tout va."}
    post(cast, "sofia", "console:incident-follow", **given)
    found.refresh_from_db()
    assert (found.state, found.resolved_at is not None) == ("resolved", True)
    asked = post(cast, "olga", "console:incident-off", because="A rehearsal").content.decode()
    assert "Seule l&#x27;équipe le lit encore" in asked
    page = post(cast, "olga", "console:incident-off", because="A rehearsal", **SURE)
    assert "A rehearsal" in page.content.decode()


@pytest.mark.clause("10.4")
def test_a_clients_name_in_what_everyone_reads_is_refused_beside_its_form(cast: Cast) -> None:
    given = {**SAID, "title_fr": "Panne chez Ateliers Martin", "products": ["drive"]}
    page = post(cast, "olga", "console:incident-new", **given)
    assert page.status_code == 400
    assert "Ateliers Martin » désigne un client" in page.content.decode()
    assert not Incident.objects.filter(title_fr__contains="Martin").exists()
    alone = {**given, "client": cast.martin.pk}
    post(cast, "olga", "console:incident-new", **alone)
    assert Incident.objects.get(title_fr__contains="Martin").client == cast.martin


@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Tokyo"])
def test_a_refusal_tells_its_instants_by_the_clocks_of_its_reader(cast: Cast, zone: str) -> None:
    Person.objects.filter(pk=cast.people["olga"].pk).update(time_zone=zone)
    given = {"state": "resolved", "impact": "none", "text_fr": "Tout va."}
    page = post(cast, "olga", "console:incident-follow", **given, resolved_at="2020-01-01T00:00")
    found = Incident.objects.get(reference=cast.things["incident"])
    with timezone.override(zone):
        began = phrases.instant(timezone.localtime(found.began_at), "fr")
    assert page.status_code == 400
    assert f"L&#x27;incident a commencé le {began} et il est" in page.content.decode()


@pytest.mark.clause("10.4")
def test_incidents_are_found_by_their_titles_in_either_language(cast: Cast) -> None:
    Incident.objects.filter(reference=cast.things["incident"]).update(
        title_fr="Coupure du réseau", title_en="Network down"
    )
    link = reverse("console:incident", args=[cast.things["incident"]])
    for words, found in (("coupure", True), ("network", True), ("disque", False)):
        page = as_(cast, "olga").get(reverse("console:incidents"), {"title": words})
        assert (f'href="{link}"' in page.content.decode()) is found
