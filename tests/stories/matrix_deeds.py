"""The rows of the access matrix about what the console's people do: contracts, works, files."""

from __future__ import annotations

from typing import Any

from tests.stories.doors import (
    ACT,
    KEEPERS,
    KEPT,
    LIST,
    POSTED,
    Door,
    console,
    key,
    link,
    named,
    portal,
    speaking,
    word,
)
from tests.stories.rules import NOWHERE, Who, only

RELEASERS, RECORDERS = only("rita", "anna", "adam"), only("sam", "rita", "anna", "adam")
PRICERS, BILLERS = only("anna", "fred", "adam"), only("sam", "anna", "fred", "adam")
OPERATORS, ANNOUNCERS = only("olga", "adam"), only("olga", "rita", "adam")
PUBLISHERS = only("olga", "sofia", "adam")
FORM = {"post": 400}
INCIDENT: dict[str, Any] = named("none", reference="incident")
CLIENT, CONTRACT, LINE = key("organisation"), key("contract"), key("subscription")
OPTION, SPECIFIC = key("contract", option="option"), key("subscription", specific="specific")
TELLERS = only("olga", "sam", "adam")
MONTH_OF: dict[str, Any] = {
    "of": lambda _w, _s: {"month": "2026-09"}, "nothing": {"month": "none"},
}  # fmt: skip
PACK_OF: dict[str, Any] = {
    "of": lambda _w, side: {"id": side.organisation, "month": "2026-09"},
    "nothing": {"id": NOWHERE, "month": "2026-09"},
}  # fmt: skip
FILE_OF: dict[str, Any] = {
    "of": lambda _w, side: {"id": side.frozen, "kind": "csv"},
    "nothing": {"id": NOWHERE, "kind": "csv"},
}  # fmt: skip
WORKS: dict[str, Any] = named("W-0", number="works")
DRAFT: dict[str, Any] = named("W-0", number="draft_works")
RECURRING: dict[str, Any] = named("W-0", number="recurring")
FREEZERS = only("olga", "rita", "anna", "adam")
DRIVE: dict[str, Any] = {"of": lambda _w, _s: {"key": "drive"}, "nothing": {"key": "none"}}
MODULE: dict[str, Any] = {
    "of": lambda _w, _s: {"key": "drive", "module": "search"},
    "nothing": {"key": "drive", "module": "none"},
}
UPDATE: dict[str, Any] = {
    "of": lambda _w, side: {"key": "drive", "id": side.update},
    "nothing": {"key": "drive", "id": NOWHERE},
}
SOFTWARE: dict[str, Any] = {
    "of": lambda _w, _s: {"key": "real-estate-suite", "software": "k2-geospatial"},
    "nothing": {"key": "real-estate-suite", "software": "none"},
}
NEEDED: dict[str, Any] = {
    "of": lambda _w, side: {"key": "drive", "version": side.released},
    "nothing": {"key": "drive", "version": NOWHERE},
}


def _past(kind: str, who: Who) -> tuple[Door, Door]:
    """A table of the past, in and out."""
    of: dict[str, Any] = {"of": lambda _w, _s: {"kind": kind}, "nothing": {"kind": "none"}}
    return (
        console("past/<kind>/", who=who, **FORM, **of),
        console("past/<kind>/export/", who=who, **of),
    )


CONTRACTS: tuple[Door, ...] = (
    console("contracts/sign/", says=word, **KEPT),
    console("contracts/import/", **KEPT),
    console("contracts/export/", who=KEEPERS, says=word),
    console("contracts/<id>/", says=word, **CONTRACT),
    console("contracts/<id>/terms/", says=word, **KEPT, **CONTRACT),
    console("contracts/<id>/extend/", says=word, **KEPT, **CONTRACT),
    console("contracts/<id>/end/", says=word, **KEPT, **CONTRACT),
    console("contracts/<id>/options/add/", says=word, **KEPT, **CONTRACT),
    console("contracts/<id>/options/<option>/end/", says=word, **KEPT, **OPTION),
    console("contracts/<id>/lines/add/", says=word, **KEPT, **CONTRACT),
    console("subscriptions/<id>/", says=word, **LINE),
    console("subscriptions/<id>/change/", says=word, **KEPT, **LINE),
    console("subscriptions/<id>/end/", says=word, **KEPT, **LINE),
    console("subscriptions/<id>/access/", **POSTED, **LINE),
    console("subscriptions/<id>/specifics/add/", who=RECORDERS, says=word, **FORM, **LINE),
    console("subscriptions/<id>/specifics/<specific>/withdraw/", **ACT, **SPECIFIC),
    console("orders/<id>/withdraw/", who=PRICERS, **FORM, **key("waiting")),
    console("orders/amounts/", says=word, asked=LIST),
    console("orders/amounts/record/", who=BILLERS, says=word, **FORM),
    console("orders/amounts/invoice/", who=only("fred", "adam"), says=word, **FORM),
)  # fmt: skip

CATALOGUE: tuple[Door, ...] = (
    console("catalogue/<key>/", **DRIVE),
    console("catalogue/<key>/release/", who=RELEASERS, **FORM, **DRIVE),
    console("catalogue/<key>/versions/<version>/prerequisites/", who=RELEASERS, **FORM, **NEEDED),
    console(
        "catalogue/<key>/versions/<version>/available/", who=only("rita", "adam"), **NEEDED
    ),
    console(
        "catalogue/<key>/versions/<version>/withdraw/", who=only("rita", "adam"), **FORM, **NEEDED
    ),
    console("releases/", says=word, asked=LIST),
    console("releases/<id>/", says=word, **key("validation")),
    console("catalogue/<key>/versions/<version>/files/add/", who=RELEASERS, **FORM, **NEEDED),
    console("catalogue/<key>/files/<id>/withdraw/", **ACT, **UPDATE),
    console("catalogue/<key>/modules/add/", who=RELEASERS, **FORM, **DRIVE),
    console("catalogue/<key>/modules/<module>/withdraw/", **ACT, **MODULE),
    console("catalogue/<key>/software/<software>/", who=RELEASERS, **FORM, **SOFTWARE),
)  # fmt: skip

TOLD: tuple[Door, ...] = (
    console("documents/", says=word, asked=LIST),
    console("documents/keep/", says=word, **FORM),
    console("documents/<id>/", says=word, **key("document_client")),
    console("documents/<id>/file/", says=word, **key("document_client")),
    console("documents/<id>/withdraw/", **ACT, **key("document_client")),
    console("notices/calls/", says=word, asked=LIST),
    console("notices/calls/<id>/", says=word, **FORM, **key("call")),
    console("notices/unreachable/", says=word, asked=LIST),
    console("notices/unreachable/reach/", **POSTED),
    console("webhooks/", says=word, asked=LIST),
    console("webhooks/add/", who=OPERATORS, says=word, **FORM),
    console("webhooks/<id>/", says=word, asked=LIST, **key("endpoint")),
    console("webhooks/<id>/change/", who=OPERATORS, says=word, **FORM, **key("endpoint")),
    console("webhooks/<id>/act/", **POSTED, **key("endpoint")),
)  # fmt: skip

MEASURED: tuple[Door, ...] = (
    console("works/", says=word, asked=LIST),
    *_past("outages", only("olga", "adam")),
    *_past("works", ANNOUNCERS),
    *_past("penalties", only("fred", "adam")),
    console("works/calendar/"),
    console("works/plan/", who=ANNOUNCERS, says=word, **FORM),
    console("works/record/", who=ANNOUNCERS, says=word, **FORM),
    console("works/recurring/", says=word, asked=LIST),
    console("works/recurring/plan/", who=ANNOUNCERS, says=word, **FORM),
    console("works/recurring/<number>/", says=word, **RECURRING),
    console("works/recurring/<number>/stop/", who=ANNOUNCERS, says=word, **FORM, **RECURRING),
    console("works/freezes/", says=word, asked=LIST),
    console("works/freezes/enter/", who=FREEZERS, **FORM),
    console("works/freezes/<id>/lift/", who=FREEZERS, says=word, **FORM, **key("freeze")),
    console("works/<number>/", says=word, **WORKS),
    console("works/<number>/announce/", who=ANNOUNCERS, says=word, post=302, **DRAFT),
    console("works/<number>/move/", who=ANNOUNCERS, says=word, **FORM, **DRAFT),
    console("works/<number>/begin/", who=ANNOUNCERS, says=word, **FORM, **WORKS),
    console("works/<number>/prolong/", who=ANNOUNCERS, says=word, **FORM, **WORKS),
    console("works/<number>/finish/", who=ANNOUNCERS, says=word, **FORM, **WORKS),
    console("works/<number>/correct/", who=ANNOUNCERS, says=word, **FORM, **WORKS),
    console("works/<number>/withdraw/", who=ANNOUNCERS, says=word, **FORM, **WORKS),
    console("incidents/", says=word, asked=LIST),
    console("incidents/publish/", who=PUBLISHERS, says=word, **FORM),
    console("incidents/words/", says=word, asked=LIST),
    console("incidents/words/new/", who=PUBLISHERS, **FORM),
    console("incidents/words/<id>/", who=PUBLISHERS, says=word, **FORM, **key("wording")),
    console("incidents/words/<id>/withdraw/", **{**POSTED, "who": PUBLISHERS}, **key("wording")),
    console("incidents/<reference>/", says=word, **INCIDENT),
    console("incidents/<reference>/follow/", who=PUBLISHERS, says=word, **FORM, **INCIDENT),
    console("incidents/<reference>/take-off/", who=PUBLISHERS, says=word, **FORM, **INCIDENT),
    console("outages/", asked=LIST, **link("console/outages/", "outage")),
    console("margins/"),
    console("sample-files/", asked=LIST),
    console("sample-files/take/", who=OPERATORS, **FORM),
    console("outages/correct/", who=OPERATORS, says=word, **FORM),
    console("outages/<id>/", says=word, **key("outage")),
    console("corrections/<id>/", says=word, **key("correction")),
    console("corrections/<id>/end/", who=OPERATORS, **FORM, **key("correction")),
    console("corrections/<id>/take-back/", who=OPERATORS, **FORM, **key("correction")),
    console("targets/", asked=LIST, **link("console/targets/", "target")),
    console("targets/add/", who=OPERATORS, says=word, **FORM),
    console("targets/<id>/", says=word, asked=LIST, **key("target")),
    console("targets/<id>/change/", who=OPERATORS, **FORM, **key("target")),
    console("targets/<id>/retire/", who=OPERATORS, **key("target")),
    console("exclusions/", asked=LIST, **link("console/exclusions/", "exclusion")),
    console("exclusions/causes/", asked=LIST, **link("console/exclusions/causes/", "cause")),
    console("exclusions/causes/tell/", who=TELLERS, says=word, **FORM),
    console("exclusions/causes/<id>/", says=word, **key("cause")),
    console("exclusions/causes/<id>/accept/", who=OPERATORS, says=word, **FORM, **key("cause")),
    console("exclusions/causes/<id>/decline/", who=OPERATORS, **FORM, **key("cause")),
    console("months/", asked=LIST),
    console("months/<month>/<id>/", says=word, **PACK_OF),
    console("months/<month>/<id>/pdf/", **PACK_OF),
    portal("months/<month>/review/<id>/", says=word, **PACK_OF),
    portal("months/<month>/review/<id>/pdf/", **PACK_OF),
    console("months/<month>/", says=word, **MONTH_OF),
    console("months/<month>/freeze/", who=OPERATORS, **MONTH_OF),
    console("months/one/<id>/", says=word, **key("frozen")),
    console("months/one/<id>/revise/", who=OPERATORS, **FORM, **key("frozen")),
    console("months/one/<id>/<kind>/", **FILE_OF),
    portal("outages/", asked=LIST, **link("portal/outages/", "outage")),
    portal("outages/<id>/", says=word, **key("outage")),
    portal("months/", asked=LIST, **link("portal/months/", "frozen")),
    portal("months/reports/<id>/", who=speaking, says=word, **FORM, **CLIENT),
    console("clients/<id>/reports/", says=word, **KEPT, **CLIENT),
    portal("months/<id>/", says=word, **key("frozen")),
    portal("months/<id>/<kind>/", **FILE_OF),
    console("exclusions/rule/", who=OPERATORS, says=word, **FORM),
    console("exclusions/<id>/", says=word, **key("exclusion")),
    console("exclusions/<id>/reverse/", who=OPERATORS, **FORM, **key("exclusion")),
)  # fmt: skip

FINANCE = only("fred", "adam")
PENALISED: tuple[Door, ...] = (
    console("penalties/", says=word, asked=LIST),
    console("penalties/<id>/", says=word, **key("right")),
    console("penalties/claims/", says=word, asked=LIST),
    console("penalties/claims/<id>/", says=word, **key("claim")),
    console("penalties/claims/<id>/rule/", who=FINANCE, **FORM, **key("claim")),
    console("penalties/claims/<id>/credit/", who=FINANCE, **FORM, **key("claim")),
    console("penalties/exposure/", asked=LIST),
    console("penalties/invoicing/", who=FINANCE, **FORM),
    console("penalties/notes/", says=word, asked=LIST),
    console("penalties/notes/entries.txt", says=word),
    console("penalties/notes/<id>.pdf", **key("note")),
    console("penalties/notes/<id>/paid/", who=FINANCE, **FORM, **key("note")),
)

DEEDS = (*CONTRACTS, *CATALOGUE, *TOLD, *MEASURED, *PENALISED)
