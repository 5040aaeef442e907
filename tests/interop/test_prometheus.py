"""Prometheus, its blackbox exporter and Alertmanager raise and clear an outage: `make interop`.

They are Debian's: prometheus, prometheus-alertmanager, prometheus-blackbox-exporter.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Scope
from tenir.apps.agreements import services as signing
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.availability import queries, services
from tenir.apps.availability.services import NewTarget
from tenir.apps.catalogue import services as catalogue
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast, assemble
from tests.interop.monitoring import MISSING, Site, until, watching

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"install Debian's {', '.join(MISSING)} (apt-get install)"
)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The programs tell in threads of the server's own."""
    return assemble()


def watched(cast: Cast, address: str) -> str:
    """Drive at that address, told by a monitor that must be heard of; a token for who tells."""
    (version,) = signing.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    signing.sign_contract(
        number="C-1", client=cast.martin.pk, starts_on=LONG_AGO.date(),
        lines=[signing.NewLine(product="drive")], actor=cast.anna, at=LONG_AGO,
    )  # fmt: skip
    now = clock.now()
    for wanted in (
        NewTarget(name="Watchdog", kind="monitor", interval=0, silence=300),
        NewTarget(name="drive", product="drive", address=address, interval=0, monitor="Watchdog"),
    ):
        services.add_target(wanted, actor=cast.olga, at=now)
    return accounts.create_token(
        "Alertmanager", scopes=[Scope.AVAILABILITY_MEASURE], expires_at=now + timedelta(hours=1),
        actor=cast.olga, at=now,
    ).secret  # fmt: skip


@pytest.mark.clause("5.3", "10.4")
def test_an_outage_that_they_see_is_raised_and_cleared_on_our_page(
    cast: Cast, live_server: Any, tmp_path: Path
) -> None:
    site = Site()
    site.start()
    secret = watched(cast, site.address)

    def shown(state: str) -> bool:
        with urlopen(f"{live_server.url}/api/v2/components.json", timeout=10) as answer:
            found = json.load(answer)["components"]
        return any(one["name"] == "Drive" and one["status"] == state for one in found)

    try:
        with watching(tmp_path, address=site.address, tenir=live_server.url, secret=secret):
            until(lambda: queries.spells(SYSTEM).exists(), "the watchdog is heard of")
            until(lambda: shown("operational"), "up at first")
            stopped = clock.now()
            site.stop()
            until(lambda: shown("major_outage"), "the outage is on the page")
            site.start()
            until(lambda: shown("operational"), "the outage is over")
            cleared = clock.now()
    finally:
        site.stop()
    (outage,) = queries.outages(cast.alice).filter(state="down")
    assert stopped - timedelta(seconds=2) <= outage.start < outage.end <= cleared
    assert any("does not answer" in one.said for one in queries.spells(SYSTEM))
