"""What monitors of other makes tell, as they tell it: captured messages, storms, forgeries."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from structlog.testing import capture_logs

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Scope
from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements import services as signing
from tenir.apps.availability import services
from tenir.apps.availability.models import Spell, Stretch
from tenir.apps.availability.services import NewTarget
from tenir.apps.catalogue import services as catalogue
from tenir.apps.journal.queries import entries
from tenir.viewer import SYSTEM, Viewer
from tests.cast import LONG_AGO, Cast, assemble

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ADDRESS = "https://app.example.fr/health"
FIRED = datetime(2026, 11, 10, 8, 12, 31, tzinfo=UTC)
ENDED = FIRED + timedelta(minutes=19)


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return assemble()


@pytest.fixture
def drive(cast: Cast) -> agreements.Subscription:
    """Drive, watched by an alerting system that must be heard of within an hour."""
    (version,) = signing.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreements.agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    contract = signing.sign_contract(
        number="C-1", client=cast.martin.pk, starts_on=LONG_AGO.date(),
        lines=[signing.NewLine(product="drive")], actor=cast.anna, at=LONG_AGO,
    )  # fmt: skip
    line = contract.subscriptions.get()
    at = datetime(2026, 11, 10, 8, tzinfo=UTC)
    services.add_target(
        NewTarget(name="Watchdog", kind="monitor", interval=0, silence=3600 * 24 * 30),
        actor=cast.olga, at=at,
    )  # fmt: skip
    services.add_target(
        NewTarget(name="drive", subscription=line.pk, address=ADDRESS, interval=0,
                  monitor="Watchdog"),
        actor=cast.olga, at=at,
    )  # fmt: skip
    services.take_in([services.Word("Watchdog", at, "up")], source="test", actor=cast.olga, at=NOW)
    return line


@pytest.fixture
def post(cast: Cast) -> Any:
    """post("/intake/alertmanager", message): what is answered, as JSON."""
    secret = token(cast.olga)

    def posted(path: str, told: Any = None, *, status: int = 200, secret: str = secret) -> Any:
        answer = Client().post(
            f"/api/v1{path}", json.dumps({} if told is None else told), "application/json",
            headers={"Authorization": f"Bearer {secret}"} if secret else {},
        )  # fmt: skip
        assert answer.status_code == status, answer.content
        return answer.json()

    return posted


def token(viewer: Viewer, *scopes: Scope) -> str:
    issued = accounts.create_token(
        "monitor", scopes=scopes or [Scope.AVAILABILITY_MEASURE],
        expires_at=NOW + timedelta(days=1), actor=viewer, at=NOW,
    )  # fmt: skip
    return issued.secret


def down() -> list[tuple[datetime, datetime]]:
    return [(row.start, row.end) for row in outages()]


def outages() -> QuerySet[Stretch]:
    return Stretch.objects.filter(state="down").order_by("start")


def captured(shared: Any, name: str) -> Any:
    return json.loads((shared / "data" / "webhooks" / f"{name}.json").read_text())


def alert(start: datetime, end: datetime | None = None, **more: Any) -> dict[str, Any]:
    labels = {"alertname": "ProbeFailed", "instance": ADDRESS, **more.pop("labels", {})}
    ends = end.isoformat() if end else "0001-01-01T00:00:00Z"
    status = "resolved" if end else "firing"
    return {"status": status, "labels": labels, "fingerprint": "f1", "startsAt": start.isoformat(),
            "endsAt": ends, **more}  # fmt: skip


WATCHDOG = {
    "status": "firing",
    "labels": {"alertname": "Watchdog"},
    "startsAt": "2026-01-01T00:00:00Z",
}


@pytest.mark.clause("5.3")
def test_a_real_alert_that_fires_and_clears_is_an_outage_of_nineteen_minutes(drive, post, shared):
    for name in ("firing", "firing", "resolved", "resolved"):
        post("/intake/alertmanager", captured(shared, f"alertmanager_{name}"))
    assert down() == [(FIRED, ENDED)]


@pytest.mark.clause("5.3")
def test_an_alert_cleared_before_it_was_told_to_fire_says_both(drive, post, shared):
    post("/intake/alertmanager", captured(shared, "alertmanager_resolved"))
    post("/intake/alertmanager", captured(shared, "alertmanager_firing"))
    assert down() == [(FIRED, ENDED)]


@pytest.mark.clause("5.3")
@pytest.mark.parametrize("length", [timedelta(0), timedelta(microseconds=7)])
def test_an_alert_cleared_in_the_second_that_it_began_is_over(drive, post, length):
    start = FIRED.replace(microsecond=120)
    post("/intake/prometheus/api/v2/alerts", [WATCHDOG])
    for ended in (start + length, None, start + length):
        post("/intake/alertmanager", {"alerts": [alert(start, ended)]})
    assert down() == []
    assert list(Spell.objects.filter(target__name="drive").values_list("state", flat=True)) == [1]


@pytest.mark.clause("5.3")
def test_alerts_that_the_sender_left_out_are_said_and_never_lost_without_a_word(cast, drive, post):
    with capture_logs() as logged:
        taken = post("/intake/alertmanager", {"alerts": [alert(FIRED, ENDED)],
                                              "truncatedAlerts": 7})  # fmt: skip
    assert (taken["told"], taken["left_out"]) == (2, 7)
    (warned,) = [each for each in logged if each["event"] == "alerts_left_out"]
    assert (warned["log_level"], warned["left_out"], warned["told"]) == ("warning", 7, 1)
    (kept,) = [each for each in entries(cast.olga) if each.verb == "availability.told_in_part"]
    assert kept.after == {"told": 2, "left_out": 7, "source": "alertmanager"}
    assert down() == [(FIRED, ENDED)]


@pytest.mark.clause("5.3")
def test_alerts_of_which_none_is_left_out_warn_of_nothing(cast, drive, post):
    for told in ({}, {"truncatedAlerts": 0}):
        with capture_logs() as logged:
            taken = post("/intake/alertmanager", {"alerts": [alert(FIRED, ENDED)], **told})
        assert taken["left_out"] == 0
        assert [each for each in logged if each["event"] == "alerts_left_out"] == []
    verbs = {each.verb for each in entries(cast.olga)}
    assert "availability.told_in_part" not in verbs
    post("/intake/alertmanager", {"alerts": [], "truncatedAlerts": -1}, status=422)


@pytest.mark.clause("5.3")
def test_two_alerts_of_one_target_last_as_long_as_either(drive, post):
    post("/intake/alertmanager", {"alerts": [
        alert(FIRED, ENDED), alert(FIRED + timedelta(minutes=5), ENDED + timedelta(minutes=9),
                                   fingerprint="f2"),
    ]})  # fmt: skip
    assert down() == [(FIRED, ENDED + timedelta(minutes=9))]


@pytest.mark.clause("5.3")
def test_an_alert_never_cleared_lasts_while_its_monitor_lives(drive, post):
    post("/intake/prometheus/api/v2/alerts", [alert(FIRED)])
    assert down() == []  # nobody has been heard of since
    post("/intake/prometheus/api/v2/alerts", [WATCHDOG])
    assert down() == [(FIRED, NOW)]


@pytest.mark.clause("5.3")
def test_a_warning_is_shown_and_never_counted(drive, post):
    post("/intake/alertmanager", {"alerts": [alert(FIRED, ENDED, labels={"severity": "warning"})]})
    assert list(Stretch.objects.values_list("state", flat=True)) == ["degraded"]


@pytest.mark.clause("5.3")
def test_an_alert_that_ends_before_it_begins_is_refused_whole(drive, post):
    told = [alert(FIRED, ENDED, fingerprint="f3"), alert(ENDED, FIRED)]
    refused = post("/intake/alertmanager", {"alerts": told}, status=422)
    assert refused["code"] == "measured.alert_backward"
    assert not Spell.objects.filter(target__name="drive").exists()


@pytest.mark.clause("5.3")
def test_uptime_kuma_tells_an_outage_and_its_test_changes_nothing(drive, post, shared):
    assert post("/intake/uptime-kuma", captured(shared, "kuma_test"))["told"] == 0
    for name in ("kuma_up", "kuma_down", "kuma_down"):
        post("/intake/uptime-kuma", captured(shared, name))
    assert down() == [(FIRED, ENDED)]


@pytest.mark.clause("5.3")
def test_uptime_kuma_in_maintenance_is_not_looking_and_pending_says_nothing(drive, post, shared):
    told = captured(shared, "kuma_down")
    told["monitor"]["name"] = "drive"
    told["heartbeat"]["status"] = 2
    assert post("/intake/uptime-kuma", told)["told"] == 0
    told["heartbeat"]["status"] = 3
    post("/intake/uptime-kuma", told)
    assert Spell.objects.get(target__name="drive").state == 0
    told["heartbeat"]["time"] = "2026-02-31 08:00:00"
    assert post("/intake/uptime-kuma", told, status=422)["code"] == "measured.no_time"


@pytest.mark.clause("5.3")
def test_gatus_pushes_by_location_and_name(cast, drive, post):
    services.add_target(
        NewTarget(name="drive.web", subscription=drive.pk, locations=["paris"], silence=300),
        actor=cast.olga, at=NOW,
    )  # fmt: skip
    taken = post("/endpoints/paris_drive-web/external?success=false&error=timeout&duration=10s")
    assert taken == {"told": 1, "kept": 1, "late": 0, "unknown": []}
    found = Spell.objects.get(target__name="drive.web")
    assert (found.location, found.state, found.said) == ("paris", 3, "timeout")
    assert post("/endpoints/core_other/external?success=true")["unknown"] == ["core_other"]


@pytest.mark.parametrize("path", ["/intake/alertmanager", "/intake/uptime-kuma"])
def test_a_monitor_needs_a_token_of_its_own_scope(cast, drive, post, path):
    told = {"alerts": [alert(FIRED)]}
    post(path, told, secret="", status=401)
    post(path, told, secret="forged", status=401)
    post(path, told, secret=token(cast.olga, Scope.AVAILABILITY_WRITE), status=403)
    post("/intake/alertmanager", told, secret=token(cast.alice), status=403)
    post("/targets", {"name": "x"}, status=403)
    assert not Spell.objects.filter(target__name="drive").exists()


@pytest.mark.clause("5.3")
def test_the_call_of_gatus_s_own_command_line_is_taken(cast, drive):
    """No body and no type of one: headers as gatus-sdk sets them, address and query of its API."""
    asked = {
        "Authorization": f"Bearer {token(cast.olga)}", "User-Agent": "GatusSDK/1.0",
        "Accept": "application/json", "Accept-Encoding": "gzip",
    }  # fmt: skip
    for query in ("success=true", "success=false&error=Connection+timeout&duration=2s"):
        answer = Client().generic(
            "POST", f"/api/v1/endpoints/_drive/external?{query}", "", "", headers=asked
        )
        assert (answer.status_code, answer.json()["told"]) == (200, 1), answer.content
    found = Spell.objects.get(target__name="drive")
    assert (found.state, found.said) == (3, "Connection timeout")


@pytest.mark.clause("5.3")
def test_a_storm_of_one_message_is_one_outage(drive, post):
    for _ in range(30):
        post("/intake/alertmanager", {"alerts": [alert(FIRED, ENDED)] * 50})
    assert down() == [(FIRED, ENDED)]
    assert Spell.objects.filter(target__name="drive").count() == 2
