"""What monitors of another's making tell: Alertmanager, Prometheus, Uptime Kuma, Gatus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Query
from pydantic import Field

from tenir import clock
from tenir.apps.availability import services
from tenir.apps.availability.services import FaultyRecords, Word
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.shapes import Key, Line, Shown
from tenir.integrations.intake import alerts, gatus, kuma
from tenir.integrations.intake.watched import watched
from tenir.ui.pages import viewer_of

article = Article("Availability")
MEASURE = Scope.AVAILABILITY_MEASURE


class TakenShown(Shown):
    """What became of what was told: how many words, how many new, and whom nobody watches."""

    told: int
    kept: int
    late: int
    unknown: list[str]


class AlertsTakenShown(TakenShown):
    """The same, and how many alerts the sender left out, which are lost: see its `max_alerts`."""

    left_out: int


@article.act("/intake/alertmanager", AlertsTakenShown, need=MEASURE)
def take_alertmanager(request: HttpRequest, told: alerts.AlertGroup) -> Any:
    """Take what Alertmanager's webhook posts, version 4.

    An alert is for the target that its label `tenir_target` or `target` names, else the one at
    the address of its label `instance`. Told twice it is one; its end alone says both.
    Alerts past its `max_alerts` are not in it: how many is answered, journaled and logged.
    Clause: 5.3.
    """
    return _taken_alerts(request, told.alerts, left_out=alerts.left_out_of(told))


@article.act("/intake/prometheus/api/v2/alerts", TakenShown, need=MEASURE)
def take_prometheus(
    request: HttpRequest, told: Annotated[list[alerts.Alert], Body(max_length=10_000)]
) -> Any:
    """Take the alerts that Prometheus posts itself, where it takes us for an Alertmanager.

    Its `path_prefix` is `/api/v1/intake/prometheus`, its `api_version` `v2`.
    Clause: 5.3.
    """
    return _taken_alerts(request, told)


@article.act("/intake/uptime-kuma", TakenShown, need=MEASURE)
def take_uptime_kuma(request: HttpRequest, told: kuma.Message) -> Any:
    """Take a heartbeat of Uptime Kuma's webhook; its test message changes nothing.

    Clause: 5.3.
    """
    try:
        words = kuma.words_of(told, watched(viewer_of(request)))
    except ValueError:
        raise FaultyRecords("measured.no_time", "heartbeat.time") from None
    return _taken(request, words, "uptime-kuma")


class GatusResult(Shown):
    """One result of Gatus."""

    success: bool
    error: Line = ""
    duration: Key = Field("", description="Left alone: how long an answer took is not kept.")


@article.act("/endpoints/{key}/external", TakenShown, need=MEASURE)
def take_gatus(request: HttpRequest, key: Line, result: Query[GatusResult]) -> Any:
    """Take one result as Gatus's command line pushes it to an external endpoint.

    The key is `{location}_{target}` as Gatus writes them, the location left out where a target has
    none.
    Clause: 5.3.
    """
    here = watched(viewer_of(request))
    word = gatus.word_of(
        key, success=result.success, error=result.error, watched=here, now=clock.now()
    )
    return _taken(request, [word], "gatus")


def _taken_alerts(request: HttpRequest, told: list[alerts.Alert], *, left_out: int = 0) -> Any:
    now = clock.now()
    words = alerts.words_of(told, watched(viewer_of(request)), now)
    return _taken(request, words, "alertmanager", left_out=left_out)


def _taken(request: HttpRequest, words: Iterable[Word], source: str, *, left_out: int = 0) -> Any:
    return services.take_in(
        words, source=source, left_out=left_out, actor=viewer_of(request), at=clock.now()
    )
