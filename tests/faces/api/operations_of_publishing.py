"""The operations of publishing: incidents, what is told of them, usual words, private links."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faces.api.sample import BECAUSE, OF_CLIENT, Sample, given, key, one, whole
from tests.stories.rules import PEOPLE, client, only, staff
from tests.stories.world import Side, World

PUBLISHERS = only("olga", "sofia", "adam")
INCIDENT = key(reference="incident")


def samples() -> Iterator[Sample]:
    """Each of them, as it is asked."""
    yield whole("list_incidents")
    yield one("read_incident", client, INCIDENT)
    yield whole("publish_incident", PUBLISHERS, told=_incident)
    yield one(
        "follow_incident", PUBLISHERS, INCIDENT,
        told=given(state="resolved", text_fr="Tout est rétabli"),
    )  # fmt: skip
    yield one("take_incident_off", PUBLISHERS, INCIDENT, told=BECAUSE)
    yield from _wordings()
    yield from _links()


def _wordings() -> Iterator[Sample]:
    wording = key(id="wording")
    words = given(name_fr="Bientôt fini", begins=False, state="monitoring", impact="minor",
                  text_fr="Fini à [heure]")  # fmt: skip
    yield whole("list_wordings")
    yield one("read_wording", staff, wording, inside=404)
    yield whole("keep_wording", PUBLISHERS, told=words)
    yield one("change_wording", PUBLISHERS, wording, told=words, inside=404)
    yield one("withdraw_wording", PUBLISHERS, wording, inside=404)


def _links() -> Iterator[Sample]:
    yield whole("list_status_links")
    yield one(
        "make_status_link", lambda side: PEOPLE[side.word], OF_CLIENT, told=given(name="The hall"),
        staff=404,
    )  # fmt: skip
    yield one(
        "revoke_status_link", lambda side: frozenset({side.main}), key(id="link"), inside=404,
        staff=404,
    )  # fmt: skip


def _incident(_world: World, side: Side) -> dict[str, object]:
    return {
        "title_fr": f"Panne chez {side.word}", "client": side.organisation, "products": ["drive"],
        "state": "investigating", "impact": "major", "text_fr": "Nous cherchons",
    }  # fmt: skip
