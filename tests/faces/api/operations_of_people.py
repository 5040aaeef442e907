"""The operations on people, roles and ways to sign in, with arguments that suit them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.faces.api.sample import (
    KEEPERS,
    OF_CLIENT,
    Sample,
    given,
    keepers_and_main,
    key,
    one,
    whole,
)
from tests.stories.rules import NOWHERE, PEOPLE, STAFF, client, main, only
from tests.stories.world import Side, World


def samples() -> Iterator[Sample]:
    """Every operation at least once."""
    yield from _you_and_people()
    yield from _organisations()
    yield from _providers()


def _you_and_people() -> Iterator[Sample]:
    administrator = only("adam")
    person = key(id="person")
    yield whole("read_me")
    yield whole(
        "set_preferences", told=given(name="New Name", language="en", time_zone="Europe/Paris")
    )
    yield whole("list_sessions")
    yield one("end_session", lambda _s: frozenset(), given(id=NOWHERE), inside=404, staff=404)
    yield whole("list_views")
    yield whole("save_view", told=given(page="console:requests", name="Late", asked="clock=late"))
    yield one("drop_view", lambda _s: frozenset(), given(id=NOWHERE), inside=404, staff=404)
    yield whole("list_people")
    yield one("read_person", lambda side: STAFF | PEOPLE[side.word], person)
    yield one("change_email", KEEPERS, person, told=given(email="other@example.org"))
    yield one("end_sessions", keepers_and_main, person)
    yield one("reset_second_factor", administrator, person)
    yield one("unlock_person", administrator, person)
    yield one("close_person", KEEPERS, person)
    yield one("erase_person", lambda _s: frozenset(), person, inside=403)


def _organisations() -> Iterator[Sample]:
    administrator = only("adam")
    yield whole("list_organisations")
    yield one("read_organisation", client, OF_CLIENT)
    yield one("require_second_factor", administrator, OF_CLIENT, told=given(required=True))
    yield whole("list_roles")
    yield Sample(
        "grant_role", keepers_and_main,
        told=lambda w, s: {"person": w.cast.people["vera"].pk, "organisation": s.organisation,
                           "role": "reader"},
    )  # fmt: skip
    yield one("revoke_role", keepers_and_main, _a_role)
    yield whole("list_invitations")
    yield one("read_invitation", main, key(id="invitation"), inside=404)
    yield Sample(
        "invite_person", keepers_and_main,
        told=lambda _w, s: {"email": "newer@example.org", "organisation": s.organisation,
                            "role": "reader"},
    )  # fmt: skip
    yield one("renew_invitation", keepers_and_main, key(id="invitation"), inside=404)
    yield one("revoke_invitation", keepers_and_main, key(id="invitation"), inside=404)
    yield whole("list_tokens")
    yield whole(
        "create_token",
        told=given(name="more", scopes=["read"], expires_at="2026-12-01T00:00:00Z"),
    )
    yield one("revoke_token", only("adam", main=True), key(id="token"), inside=404, staff=404)
    yield whole("list_sign_ins")


def _providers() -> Iterator[Sample]:
    administrator = only("adam")
    provider = given(
        issuer="https://login.example.org", client_id="t", client_secret="s", domains=["e.example"]
    )
    yield whole("list_providers")
    yield one("set_provider", administrator, OF_CLIENT, told=provider)
    yield one("remove_provider", administrator, OF_CLIENT)
    yield one("unbind_person", administrator, key(id="person"))


def _a_role(world: World, side: Side) -> Mapping[str, Any]:
    name = {"martin": "rose", "novak": "emil"}[side.word]
    held = world.cast.people[name].memberships.get(organisation=side.organisation)
    return {"id": held.pk}
