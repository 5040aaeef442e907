"""Gatus's own command line pushes its results to us: `make interop`, where gatus-cli is.

docs/operations/monitoring.md says how to have one on the PATH.
"""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from typing import Any

import pytest

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Scope
from tenir.apps.availability import queries, services
from tenir.apps.availability.services import NewTarget
from tenir.viewer import SYSTEM
from tests.cast import assemble

PROGRAM = shutil.which("gatus-cli") or ""
pytestmark = pytest.mark.skipif(not PROGRAM, reason="no gatus-cli on the PATH")


@pytest.mark.clause("5.3")
def test_its_push_is_a_word_of_our_target(transactional_db: None, live_server: Any) -> None:
    cast, now = assemble(), clock.now()
    services.add_target(
        NewTarget(
            name="tenir", platform=True, interval=60, silence=300, locations=["paris", "lyon"]
        ),
        actor=cast.olga, at=now,
    )  # fmt: skip
    secret = accounts.create_token(
        "gatus", scopes=[Scope.AVAILABILITY_MEASURE], expires_at=now + timedelta(hours=1),
        actor=cast.olga, at=now,
    ).secret  # fmt: skip
    failed = ["--error", "Connection timeout", "--duration", "2s"]
    for key, *word in (["paris_tenir", *failed], ["lyon_tenir", "--success"]):
        subprocess.run(
            [PROGRAM, "external-endpoint", "push", "--url", live_server.url, "--key", key,
             "--token", secret, *word],
            check=True, timeout=30,
        )  # fmt: skip
    found = {(spell.location, spell.state, spell.said) for spell in queries.spells(SYSTEM)}
    assert found == {("paris", 3, "Connection timeout"), ("lyon", 1, "")}
