"""What may be done is found by its words, by those alone for whom its page opens."""

from __future__ import annotations

import re

import pytest

from tenir.apps.accounts.models import Person
from tenir.faces.console import doings as console
from tenir.faces.portal import doings as portal
from tenir.integrations.upkeep import searching
from tenir.ui.doings import Doing
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]

STAFF = ("sam", "olga", "rita", "anna", "fred", "sofia", "adam")
OPEN_TO_MORE = {"console:versions", "console:months"}  # the list is, what is done there is not


def suggested(cast: Cast, who: str, asked: str, face: str = "console") -> dict[str, str]:
    """The acts that the palette offers: the address of each, by its words."""
    page = as_(cast, who).get(f"/{face}/search/suggestions/", {"q": asked}).content.decode()
    shown = re.sub("</?mark>", "", page).partition('palette-kind" aria-hidden="true">')
    found = re.findall(r'href="([^"]*)"([^>]*)>.*?<span>([^<]*)</span></a>', "".join(shown))
    return {label: press or address for address, press, label in found}


@pytest.mark.parametrize("doing", console.DOINGS, ids=lambda each: str(each.to))
def test_staff_find_what_opens_to_them_and_nothing_else(cast: Cast, doing: Doing) -> None:
    for who in STAFF:
        viewer = getattr(cast, who)
        opens = as_(cast, who).get(doing.address(viewer)).status_code == 200
        assert bool(doing.may(viewer)) is opens or (opens and doing.to in OPEN_TO_MORE), who


@pytest.mark.parametrize("doing", portal.DOINGS, ids=lambda each: str(each.label))
def test_clients_find_what_opens_to_them_and_nothing_else(cast: Cast, doing: Doing) -> None:
    for who in ("alice", "bob", "rose", "charlie"):
        viewer = getattr(cast, who)
        if doing.may(viewer):
            address = doing.address(viewer)
            assert as_(cast, who).get(address).status_code == 200, (who, address)
        else:
            address = doing.address(cast.alice)
            assert as_(cast, who).get(address).status_code in {403, 404}, (who, address)


@pytest.mark.parametrize(
    ("who", "face", "language", "asked", "label"),
    [
        ("bob", "portal", "en", "open a request", "Open a request"),
        ("bob", "portal", "fr", "ouvrir une demande", "Ouvrir une demande"),
        ("alice", "portal", "en", "invite a person", "Designate a contact"),
        ("sam", "console", "en", "open request", "Open a request after a call"),
        ("anna", "console", "en", "announce a closing", "Announce a closure"),
        ("anna", "console", "fr", "publier une version", "Publier une version de la convention"),
        ("adam", "console", "fr", "inviter un collègue", "Inviter un membre de l'équipe"),
        ("sam", "console", "en", "create an API token", "Create an access token"),
        ("rose", "portal", "fr", "créer un jeton", "Créer un jeton d'accès"),
    ],
)  # fmt: skip
def test_an_act_is_found_by_its_words_in_the_readers_language(
    cast: Cast, who: str, face: str, language: str, asked: str, label: str
) -> None:
    Person.objects.update(language=language)
    assert label in {said.replace("&#x27;", "'") for said in suggested(cast, who, asked, face)}


def test_nobody_finds_what_is_for_others(cast: Cast) -> None:
    Person.objects.update(language="en")
    for who, face, asked in (
        ("rose", "portal", "open a request"), ("rose", "portal", "invite a reader"),
        ("bob", "portal", "invite a reader"), ("sam", "console", "invite staff"),
        ("sam", "console", "publish a version"), ("fred", "console", "announce a closure"),
    ):  # fmt: skip
        assert suggested(cast, who, asked, face) == {}, (who, asked)
        page = as_(cast, who).get(f"/{face}/search/", {"q": asked}).content.decode()
        assert "What you can do" not in page


def test_the_language_and_the_appearance_are_buttons_of_the_page(cast: Cast) -> None:
    Person.objects.update(language="en")
    for asked, presses in (
        ("switch language", "[name=language][value=fr]"), ("dark", "[data-theme=dark]"),
        ("sign out", "[data-sign-out]"),
    ):  # fmt: skip
        (offered,) = suggested(cast, "rose", asked, "portal").values()
        assert f'data-press="{presses}"' in offered
    page = as_(cast, "rose").get("/portal/").content.decode()
    for button in ('name="language" value="fr"', 'data-theme="dark"', "data-sign-out"):
        assert button in page
    searched = as_(cast, "rose").get("/portal/search/", {"q": "dark"}).content.decode()
    assert "What you can do" not in searched  # without scripts there is nothing to press it by


def test_the_page_of_search_leads_to_acts_too(cast: Cast) -> None:
    page = as_(cast, "bob").get("/portal/search/", {"q": "ouvrir une demande"}).content.decode()
    assert 'href="/portal/requests/new/"' in page
    only = as_(cast, "bob").get("/portal/search/", {"q": "ouvrir demande", "kind": "request"})
    assert 'href="/portal/requests/new/"' not in only.content.decode()


def test_what_one_may_do_comes_first_by_a_word_and_last_by_a_few_letters(cast: Cast) -> None:
    Person.objects.update(language="en")
    searching.rebuild()
    for asked, first in (("contract", True), ("con", False)):
        page = as_(cast, "anna").get("/console/search/suggestions/", {"q": asked}).content.decode()
        found = page.index(">What you can do</div>") < page.index(">Contracts</div>")
        assert found is first, asked
