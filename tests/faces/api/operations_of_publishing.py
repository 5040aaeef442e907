"""The operations of publishing: incidents, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faces.api.sample import BECAUSE, Sample, given, key, one, whole
from tests.stories.rules import client, only
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


def _incident(_world: World, side: Side) -> dict[str, object]:
    return {
        "title_fr": f"Panne chez {side.word}", "client": side.organisation, "products": ["drive"],
        "state": "investigating", "impact": "major", "text_fr": "Nous cherchons",
    }  # fmt: skip
