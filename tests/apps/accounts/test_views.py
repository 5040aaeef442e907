"""Saved views: one's own, shared by staff alone, gone with the person; and the language."""

from __future__ import annotations

import pytest
from django.test import Client

from tenir.apps.accounts import queries, services
from tenir.apps.accounts.models import Person, SavedView
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.accounts.conftest import NOON
from tests.cast import Cast

PAGE = "console:commitments"


def saved(cast: Cast, who: str, **more: object) -> SavedView:
    given = {"page": PAGE, "name": "At risk", "asked": "state=running"} | more
    return services.save_view(actor=getattr(cast, who), at=NOON, **given)  # type: ignore[arg-type]


def test_a_view_is_its_owner_s_and_staff_may_share_it(cast: Cast) -> None:
    saved(cast, "anna", shared=True)
    saved(cast, "anna", name="Mine")
    assert [view.name for view in queries.saved_views_of(cast.anna, PAGE)] == ["At risk", "Mine"]
    assert [view.name for view in queries.saved_views(cast.sam)] == ["At risk"]
    assert [view.name for view in queries.saved_views_of(cast.sam, PAGE)] == ["At risk"]
    assert not queries.saved_views_of(cast.sam, "console:clients")
    assert not queries.saved_views_of(cast.alice, PAGE)
    assert not queries.saved_views(cast.alice)


def test_a_client_shares_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        saved(cast, "alice", shared=True)


def test_the_same_name_again_changes_what_is_asked(cast: Cast) -> None:
    saved(cast, "anna")
    saved(cast, "anna", asked="state=missed")
    (view,) = queries.saved_views(cast.anna)
    assert view.asked == "state=missed"


@pytest.mark.parametrize("more", [{"name": " "}, {"page": "x" * 81}, {"asked": "x" * 1001}])
def test_a_view_without_a_name_or_too_long_is_refused(cast: Cast, more: dict[str, str]) -> None:
    with pytest.raises(services.FaultyView):
        saved(cast, "anna", **more)


def test_one_takes_off_one_s_own_view_and_no_other_s(cast: Cast) -> None:
    view = saved(cast, "anna", shared=True)
    with pytest.raises(NotSeen):
        services.drop_view(view.pk, actor=cast.sam)
    services.drop_view(view.pk, actor=cast.anna)
    assert not queries.saved_views(cast.anna)


def test_a_view_is_saved_from_its_list_and_leads_back_to_it(cast: Cast) -> None:
    cast.publisher.second_factor_required = False
    cast.publisher.save()
    browser = Client()
    browser.force_login(cast.people["anna"])
    given = {"page": PAGE, "name": "Missed", "asked": "state=missed", "shared": "1"}
    there = browser.post("/account/views/", given | {"next": "/console/commitments/"})
    assert there.headers["Location"] == "/console/commitments/?state=missed"
    abroad = browser.post("/account/views/", given | {"next": "https://elsewhere.example/"})
    assert abroad.headers["Location"] == "/?state=missed"
    (view,) = queries.saved_views_of(cast.sam, PAGE)
    dropped = browser.post(f"/account/views/{view.pk}/drop/", {"next": "/console/commitments/"})
    assert dropped.headers["Location"] == "/console/commitments/"
    assert not queries.saved_views(cast.anna)


@pytest.mark.parametrize(
    "told",
    ["versions", "x:y", "//evil.example/", "http://testserver//evil.example/", "/\\evil", ""],
)
def test_what_is_no_path_of_ours_leads_to_the_start(cast: Cast, told: str) -> None:
    browser = Client()
    assert browser.post("/account/language/", {"language": "en", "next": told})["Location"] == "/"
    browser.force_login(cast.people["bob"])
    saved = browser.post("/account/views/", {"page": PAGE, "name": "One", "next": told})
    assert saved["Location"] == "/"


def test_a_person_s_language_is_kept_and_a_stranger_s_goes_in_a_cookie(cast: Cast) -> None:
    browser = Client()
    asked = {"language": "en", "next": "/agreement/"}
    assert browser.post("/account/language/", asked).cookies["django_language"].value == "en"
    assert 'lang="en"' in browser.get("/agreement/").content.decode()
    browser.force_login(cast.people["bob"])
    browser.post("/account/language/", asked)
    assert Person.objects.get(pk=cast.people["bob"].pk).language == "en"
    browser.post("/account/language/", {"language": "xx", "next": "/agreement/"})
    assert Person.objects.get(pk=cast.people["bob"].pk).language == "en"
