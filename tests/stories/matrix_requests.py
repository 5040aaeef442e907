"""The rows of the access matrix about requests as those who ask see them."""

from __future__ import annotations

from typing import Any

from tests.stories.doors import (
    LIST,
    ONLY_POSTS,
    SPEAKERS,
    Door,
    clients,
    key,
    name_of_main,
    portal,
    public,
    speaking,
    word,
)
from tests.stories.rules import NOWHERE

REQUEST, PROPOSAL = key("request"), key("proposal")
CONTESTED: dict[str, Any] = {
    "of": lambda _w, side: {"id": side.request, "name": "contest"},
    "nothing": {"id": NOWHERE, "name": "none"},
}
WRITTEN: dict[str, Any] = {
    "of": lambda _w, side: {"id": side.request, "step": "check"},
    "nothing": {"id": NOWHERE, "step": "check"},
}

TOLD: tuple[Door, ...] = (
    public("support/", get=302, post=302),
    public("support/mail/", get=302, post=302),
    public("support/proposals/<id>/", get=302, post=302, **PROPOSAL),
    public("support/<id>/", get=302, post=302, **REQUEST),
)
ASKED: tuple[Door, ...] = (
    portal("time/", says=word),
    portal("time/<id>/", says=word, **key("contract")),
    portal("proposals/", says=word, asked=LIST),
    portal("proposals/new/", post=400, **SPEAKERS),
    portal("proposals/<id>/", says=word, **PROPOSAL),
    portal("trainings/", says=name_of_main, asked=LIST),
    portal("knowledge/", asked=LIST),
    portal("knowledge/<id>/", who=clients, **key("for_all")),
    portal("requests/", says=word, asked=LIST),
    portal("requests/new/", post=400, **SPEAKERS),
    portal("requests/<id>/", says=word, **REQUEST),
    portal("requests/<id>/clock/", says=word, **REQUEST),
    portal("requests/<id>/live/", says=name_of_main, **REQUEST),
    portal("requests/<id>/say/", get=ONLY_POSTS, post=400, says=word, **REQUEST),
    portal("requests/<id>/act/", get=ONLY_POSTS, post=404, **REQUEST),
    portal("requests/<id>/do/<name>/", who=speaking, post=400, **CONTESTED),
    portal("requests/<id>/known/", who=speaking, get=ONLY_POSTS, **REQUEST),
    portal("requests/<id>/write/<step>/", who=speaking, get=302, post=302, **WRITTEN),
)  # fmt: skip
