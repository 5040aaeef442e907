"""The rows of the access matrix about the desk: requests as those who answer them see them."""

from __future__ import annotations

from typing import Any

from tests.stories.doors import LIST, ONLY_POSTS, Door, console, key, word
from tests.stories.rules import NOWHERE, only

ANSWERERS = only("sam", "sofia", "adam")
REQUEST = key("request")
ACT: dict[str, Any] = {
    "of": lambda _w, side: {"id": side.request, "name": "assign"},
    "nothing": {"id": NOWHERE, "name": "none"},
}

DESK: tuple[Door, ...] = (
    console("requests/", says=word, asked=LIST),
    console("requests/new/", who=ANSWERERS, says=word),
    console("requests/several/", who=ANSWERERS, get=ONLY_POSTS, post=302),
    console("requests/<id>/", says=word, **REQUEST),
    console("requests/<id>/live/", says=word, **REQUEST),
    console("requests/<id>/say/", who=ANSWERERS, get=ONLY_POSTS, post=404, **REQUEST),
    console("requests/<id>/act/", get=ONLY_POSTS, post=404, **REQUEST),
    console("requests/<id>/do/<name>/", who=ANSWERERS, post=302, **ACT),
    console("requests/<id>/clock/", says=word, **REQUEST),
)  # fmt: skip
