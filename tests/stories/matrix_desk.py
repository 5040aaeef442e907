"""The rows of the access matrix about the desk: requests as those who answer them see them."""

from __future__ import annotations

from typing import Any

from tests.stories.doors import LIST, ONLY_POSTS, POSTED, Door, console, key, name_of_main, word
from tests.stories.rules import NOWHERE, only

ANSWERERS = only("sam", "sofia", "adam")
LEADERS = only("sam", "anna", "adam")
CLOSERS = only("anna", "olga", "adam")
SELLERS = only("anna", "fred", "adam")
DECIDERS = only("sam", "rita", "anna", "adam")
PROPOSAL, TRAINING = key("proposal"), key("training")
REQUEST, MAIL, ARTICLE = key("request"), key("kept_mail"), key("article")
ACT: dict[str, Any] = {
    "of": lambda _w, side: {"id": side.request, "name": "assign"},
    "nothing": {"id": NOWHERE, "name": "none"},
}
TIMERS = only("sam", "anna", "fred", "adam")
TIME: dict[str, Any] = {
    "of": lambda _w, side: {"id": side.request, "entry": side.keys["time"]},
    "nothing": {"id": NOWHERE, "entry": NOWHERE},
}

DESK: tuple[Door, ...] = (
    console("contracts/<id>/time/", says=word, **key("contract")),
    console("contracts/<id>/time/terms/", who=SELLERS, says=word, post=400, **key("contract")),
    console("contracts/<id>/time/hours/", who=SELLERS, says=word, post=400, **key("contract")),
    console("requests/", says=word, asked=LIST),
    console("requests/live/", says=word),
    console("requests/new/", who=ANSWERERS, says=word),
    console("requests/several/", who=ANSWERERS, get=ONLY_POSTS, post=302),
    console("requests/measures/", asked=(*LIST, "?by=client")),
    console("requests/teams/", says=word, asked=LIST),
    console("requests/teams/new/", who=LEADERS, post=400),
    console("requests/teams/<id>/", who=LEADERS, post=400, **key("team")),
    console("requests/canned/", says=word, asked=LIST),
    console("requests/canned/new/", who=ANSWERERS, post=400),
    console("requests/canned/<id>/", who=ANSWERERS, post=400, **key("canned")),
    console("requests/canned/<id>/withdraw/", who=ANSWERERS, **POSTED, **key("canned")),
    console("requests/closures/", asked=LIST),
    console("requests/closures/new/", who=CLOSERS, post=400),
    console("requests/mail/", who=ANSWERERS, says=word, asked=(*LIST, "?state=all")),
    console("requests/mail/<id>/", who=ANSWERERS, says=word, **MAIL),
    console("requests/mail/<id>/file/", who=ANSWERERS, says=word, **MAIL),
    console("requests/mail/<id>/place/", who=ANSWERERS, says=word, post=400, **MAIL),
    console("requests/mail/<id>/settle/", who=ANSWERERS, says=word, post=400, **MAIL),
    console("proposals/", says=word, asked=LIST),
    console("proposals/<id>/", says=word, **PROPOSAL),
    console("proposals/<id>/answer/", who=DECIDERS, says=word, post=400, **PROPOSAL),
    console("trainings/", says=name_of_main, asked=LIST),
    console("trainings/new/", who=LEADERS, says=word),
    console("trainings/<id>/withdraw/", who=LEADERS, says=name_of_main, post=400, **TRAINING),
    console("knowledge/", says=word, asked=LIST),
    console("knowledge/new/", who=ANSWERERS, post=400),
    console("knowledge/<id>/", says=word, **ARTICLE),
    console("knowledge/<id>/write/", who=ANSWERERS, says=word, post=400, **ARTICLE),
    console("knowledge/<id>/publish/", **{**POSTED, "who": ANSWERERS}, **ARTICLE),
    console("knowledge/<id>/withdraw/", who=ANSWERERS, post=400, **ARTICLE),
    console("requests/<id>/", says=word, **REQUEST),
    console("requests/<id>/live/", says=word, **REQUEST),
    console("requests/<id>/say/", who=ANSWERERS, get=ONLY_POSTS, post=404, **REQUEST),
    console("requests/<id>/act/", get=ONLY_POSTS, post=404, **REQUEST),
    console("requests/<id>/do/<name>/", who=ANSWERERS, post=302, **ACT),
    console("requests/<id>/time/<entry>/", who=TIMERS, says=word, post=400, **TIME),
    console("requests/<id>/time/<entry>/withdraw/", who=TIMERS, post=400, **TIME),
    console("requests/<id>/clock/", says=word, **REQUEST),
)  # fmt: skip
