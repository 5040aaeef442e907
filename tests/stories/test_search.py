"""The index follows what happens: every act says what it makes findable, and what no more."""

from __future__ import annotations

import pytest

from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Person
from tenir.apps.documents import services as documents
from tenir.apps.search import queries
from tenir.apps.search.models import Built, Found
from tenir.integrations.upkeep import searching
from tenir.viewer import Viewer
from tests.stories.rules import SEARCHED
from tests.stories.world import NOW, World

pytestmark = pytest.mark.django_db


def found(viewer: Viewer, text: str) -> set[str]:
    return {hit.kind for hit in queries.found(viewer, text, kinds=SEARCHED)}


def test_after_all_that_the_world_went_through_the_index_is_what_a_rebuild_gives(
    world: World,
) -> None:
    assert searching.differences() == []


def test_everything_of_a_client_is_found_by_its_name(world: World) -> None:
    assert found(world.viewers["alice"], "martin") >= {
        "client", "contact", "person", "contract", "subscription", "quote", "request", "commitment",
        "document",
    }  # fmt: skip


def test_who_is_erased_is_found_no_more_by_anyone(world: World) -> None:
    adam, bob = world.viewers["adam"], Person.objects.get(email="bob@example.org")
    assert "person" in found(adam, "bob@example.org")
    accounts.close_person(bob, actor=adam, at=NOW)
    assert "person" not in found(adam, "bob@example.org")
    accounts.erase_person(bob, actor=adam, at=NOW)
    assert not Found.objects.filter(kind="person", of=str(bob.pk)).exists()
    assert searching.differences() == []


def test_a_file_withdrawn_is_found_no_more(world: World) -> None:
    adam, (martin, _novak) = world.viewers["adam"], world.sides
    before = Found.objects.filter(kind="document").count()
    documents.withdraw(martin.document_client, actor=adam, at=NOW)
    assert Found.objects.filter(kind="document").count() == before - 1
    assert searching.differences() == []


def test_an_index_of_before_is_built_anew_once(world: World) -> None:
    Found.objects.all().delete()
    Built.objects.all().delete()
    assert searching.build_where_needed()
    assert not searching.build_where_needed()
    assert searching.differences() == []
