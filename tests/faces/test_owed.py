"""The portal's home: what a client owes, also what it missed; what is promised, and its month."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client as Browser

from tenir import clock
from tenir.apps.commitments.queries import Commitment, commitments
from tenir.apps.commitments.services import settle
from tenir.apps.parties import services as parties
from tenir.apps.parties.confirming import KIND, owe_confirmation
from tenir.faces.portal.commitments import LAPSED
from tenir.viewer import SYSTEM
from tests.apps.commitments.promises import made
from tests.cast import Cast
from tests.faces.test_contact_pages import of, sent
from tests.faces.test_pages import cast as furnished

__all__ = ["furnished"]
pytestmark = pytest.mark.clause("9.2")
LATE = "En retard de"


@pytest.fixture
def late(cast: Cast) -> Cast:
    """Martin's contacts were to be confirmed some months ago."""
    asked = clock.now() - timedelta(days=300)
    owe_confirmation(cast.martin, actor=SYSTEM, at=asked)
    settle(now=clock.now())
    assert Commitment.objects.get(kind=KIND).state == "missed"
    return cast


def home(browser: Browser) -> str:
    return browser.get("/portal/").content.decode()


def test_what_was_missed_and_is_still_to_do_is_owed_and_told_as_overdue(late: Cast) -> None:
    alice = of(late, "alice")
    told = home(alice)
    assert "Confirmer les contacts" in told
    assert LATE in told
    assert "et 1 en retard" in told
    parties.confirm_contacts(late.martin.pk, actor=late.alice, at=clock.now())
    told = home(alice)
    assert "Confirmer les contacts" in told  # the next time
    assert LATE not in told
    assert "en retard" not in told


def test_another_client_s_are_not_shown(late: Cast) -> None:
    assert "Overdue by" not in home(of(late, "charlie"))
    owe_confirmation(late.novak, actor=SYSTEM, at=clock.now() - timedelta(days=300))
    settle(now=clock.now())
    assert "Overdue by" in home(of(late, "charlie"))


@pytest.mark.parametrize("risk", LAPSED)
def test_what_lapsed_is_owed_no_more(late: Cast, risk: str) -> None:
    told = commitments(late.alice, undone=LAPSED)
    assert told.count() == 1
    due = clock.now() - timedelta(days=9)
    made(late, "lapsed", due, risk=risk, started_at=due - timedelta(days=9), steps=())
    settle(now=clock.now())
    assert commitments(late.alice, state="missed").count() == 2
    assert told.count() == 1


def test_the_contacts_page_says_that_the_day_is_past(late: Cast) -> None:
    alice = of(late, "alice")
    marked = '<span class="state tone-missed">'
    page = alice.get("/portal/contacts/").content.decode()
    asked = page.partition("À confirmer avant")[2].partition("</span></div>")[0]
    assert marked in asked
    assert "En retard" in asked
    page = sent(alice, f"/portal/contacts/{late.martin.pk}/confirm/")
    assert "À confirmer avant" in page
    assert "En retard" not in page


@pytest.mark.clause("5.1", "7.13", "7.14")
def test_the_home_says_what_is_promised_and_what_is_left_of_the_month(furnished: Cast) -> None:
    told = home(of(furnished, "alice"))
    month, _, delays = told.partition("Le mois en cours")[2].partition("Les demandes au support")
    assert "99,5\N{NARROW NO-BREAK SPACE}%" in month
    assert "Temps restant" in month
    assert "En jeu" in month
    row = delays.partition("P1 · Haute")[2].partition("</tr>")[0]
    assert "8 heures ouvrées" in row
    assert "7.13" in row
    row = delays.partition("P3 · Normale")[2].partition("</tr>")[0]
    assert "2 jours ouvrés, au mieux" in row
    assert "7.14" in row


def test_where_no_subscription_runs_no_delay_is_promised(furnished: Cast) -> None:
    told = home(of(furnished, "charlie"))
    assert "No subscription runs this month" in told
    assert "Requests to support are answered" not in told
    furnished.people["alice"].language = "en"
    furnished.people["alice"].save()
    assert "Requests to support are answered" in home(of(furnished, "alice"))
