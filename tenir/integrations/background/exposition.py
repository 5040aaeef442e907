"""Metrics for Prometheus, read from the database: the same whichever process is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from tenir.apps.commitments.queries import counts
from tenir.apps.journal.queries import entries
from tenir.apps.notices.queries import Notice
from tenir.integrations.background.board import Queue, queue
from tenir.viewer import SYSTEM

LOOPS = ("tick", "deliver", "jobs")


def metrics(now: datetime) -> str:
    """All of it in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Collector(now))
    return generate_latest(registry).decode()


class _Collector(Collector):
    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every figure, as it is now."""
        seen = queue(self.now)
        yield from _of_jobs(seen, self.now)
        promises = counts(SYSTEM, now=self.now)
        yield _by("tenir_commitments", "Commitments by state", "state", promises)
        yield from _of_notices(self.now)
        unsealed = entries(SYSTEM).filter(position=None).count()
        yield GaugeMetricFamily(
            "tenir_journal_unsealed", "Journal entries not in the chain yet", unsealed
        )

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing: the database is asked when the metrics are."""
        return []


def _of_jobs(seen: Queue, now: datetime) -> Iterator[GaugeMetricFamily]:
    yield _by("tenir_jobs", "Jobs by state", "state", seen.by_state)
    yield GaugeMetricFamily(
        "tenir_job_oldest_ready_seconds", "Age of the oldest ready job",
        _age(seen.oldest_ready_at, now),
    )  # fmt: skip
    yield GaugeMetricFamily("tenir_workers_alive", "Workers heard of lately", len(seen.workers))
    rounds = {name: _age(seen.last.get(name), now) for name in LOOPS if name in seen.last}
    yield _by("tenir_loop_last_round_seconds", "Seconds since a loop went round", "loop", rounds)


def _of_notices(now: datetime) -> Iterator[GaugeMetricFamily]:
    counted = {state: 0 for state, _ in Notice._meta.get_field("state").flatchoices}
    counted |= dict(Notice.objects.order_by().values_list("state").annotate(Count("id")))
    yield _by("tenir_notices", "Notices by state", "state", counted)
    owed = Notice.objects.filter(next_attempt_at__isnull=False)
    yield GaugeMetricFamily(
        "tenir_notice_oldest_owed_seconds", "Age of the oldest notice still owed",
        _age(owed.aggregate(at=Min("owed_at"))["at"], now),
    )  # fmt: skip


def _by(name: str, told: str, label: str, figures: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=[label])
    for value, figure in figures.items():
        family.add_metric([value.lower()], figure)
    return family


def _age(at: datetime | None, now: datetime) -> float:
    return max(0.0, (now - at).total_seconds()) if at else 0.0
