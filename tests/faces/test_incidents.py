"""Incidents through the console: begun from usual words or an outage, published, followed."""

from __future__ import annotations

import pytest

from tenir.apps.notices.models import Notice
from tenir.apps.publishing.models import Incident
from tests.cast import Cast
from tests.faces.test_deeds import SURE, as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]
SAID = {"state": "investigating", "impact": "critical", "text_fr": "Nous cherchons."}


@pytest.mark.clause("10.4")
def test_an_incident_begins_from_an_outage_and_usual_words(cast: Cast) -> None:
    outage = cast.things["outage"]
    page = as_(cast, "olga").get(f"/console/incidents/publish/?outage={outage}").content.decode()
    assert "wording=unavailable" in page
    assert f"outage={outage}&amp;wording=slow" in page
    assert '<option value="drive" selected>' in page
    worded = as_(cast, "olga").get("/console/incidents/publish/?wording=slow").content.decode()
    assert "Réponses lentes" in worded
    assert "lentement, depuis [heure]" in worded
    for nothing in ("none", "0", "9" * 30):
        at = f"/console/incidents/publish/?outage={nothing}&wording=none"
        assert as_(cast, "olga").get(at).status_code == 200


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
