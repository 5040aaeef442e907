"""Who is answered about versions handed to clients."""

from __future__ import annotations

from tenir.apps.catalogue import queries as catalogue
from tenir.apps.releases import queries as releases
from tests.stories.rules.row import Row, client, one, staff, whole
from tests.stories.world import NOW

RELEASES = (
    whole(releases.validations, client),
    one(releases.validation, client, "validation"),
    Row(
        "releases.lines_for", staff, named=False,
        ask=lambda _w, viewer, _s: releases.lines_for(
            viewer, catalogue.version_of(catalogue.product("drive"), "5.2"), at=NOW
        ),
    ),
    Row(
        "releases.lines_awaited", staff, named=False,
        ask=lambda _w, viewer, _s: releases.lines_awaited(
            viewer, catalogue.version_of(catalogue.product("drive"), "5.2"), at=NOW
        ),
    ),
    Row(
        "releases.held", staff,
        ask=lambda _w, viewer, _s: releases.held(
            viewer, drive := catalogue.product("drive"), catalogue.versions_of(drive), at=NOW
        ),
    ),
)  # fmt: skip
