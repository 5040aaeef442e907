"""What pages of the catalogue and of people tell in words, which is kept by code."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.catalogue import services as catalogue
from tenir.apps.catalogue.models import Software
from tenir.terms.phrases import KNOWN
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]


def test_what_a_third_party_promises_is_told_in_words(cast: Cast) -> None:
    """Clause: 2.7."""
    catalogue.state_conditions(
        str(cast.things["software"]), conditions_fr="Les leurs", conditions_en="Theirs",
        promises={"availability": "99 %", "response_p1": "8 working_hours"}, actor=cast.rita,
        at=clock.now(),
    )  # fmt: skip
    at = reverse("console:product", args=[cast.things["product"]])
    page = as_(cast, "sam").get(at).content.decode()
    assert "Réponse à ce qui bloque · 8 heures ouvrées" in page
    assert "working_hours" not in page


def test_what_a_third_party_promises_is_written_in_words_too(cast: Cast) -> None:
    """Clause: 2.7."""
    at = reverse("console:conditions", args=[cast.things["product"], cast.things["software"]])
    given = {
        "conditions_fr": "Les leurs", "conditions_en": "Theirs", "availability": "99,5 %",
        "response_p1": "8 heures ouvrées", "response": "2 working days", "restorable": "24 hours",
    }  # fmt: skip
    as_(cast, "rita").post(at, given)
    software = Software.objects.get(key=cast.things["software"])
    assert (software.promises["response_p1"], software.promises["response"]) == (
        "8 working_hours", "2 working_days",
    )  # fmt: skip
    shown = as_(cast, "rita").get(at).content.decode()
    assert 'value="8 heures ouvrées"' in shown
    refused = as_(cast, "rita").post(at, given | {"response": "soon"}).content.decode()
    assert "soon" in refused
    assert "working_hours" not in refused


def test_what_a_token_lets_a_program_do_is_told_in_words(cast: Cast) -> None:
    now = clock.now()
    accounts.create_token(
        "Sync", scopes=["read", "support.write"], expires_at=now + timedelta(days=9),
        actor=cast.sam, at=now,
    )  # fmt: skip
    for at in ("/console/people/tokens/", f"/console/people/{cast.people['sam'].pk}/"):
        page = as_(cast, "adam").get(at).content.decode()
        assert "écrire dans le support" in page, at
        assert "support.write" not in page
    file = b"".join(as_(cast, "adam").get("/console/people/tokens/?format=csv").streaming_content)
    assert "support.write" in file.decode()


def test_no_sentence_quotes_the_code_of_a_state() -> None:
    """“accepted” is no word of French: what is told of a state is told in words."""
    assert [key for key, said in KNOWN.items() if "{state}" in "".join(said)] == []
