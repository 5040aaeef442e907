"""A client that asked once has the reports of every month, with their proof; others on request."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tenir.apps.notices.queries import Attempt, Notice
from tenir.apps.reports import queries, services
from tenir.integrations.mail.message import message_of
from tenir.viewer import NotAllowed
from tests.apps.availability.conftest import paris

SEPTEMBER, OCTOBER = paris("2026-09-20 10:00"), paris("2026-10-01 04:00")
SOON, LATER = OCTOBER + timedelta(minutes=5), OCTOBER + timedelta(minutes=15)


@pytest.fixture
def frozen(drive, measure, cast):
    """August frozen before the client asks, September after."""
    measure(drive, ("2026-08-01 00:00", "up"), ("2026-10-01 00:00", "up"))
    services.freeze_month(subscription=drive.pk, month="2026-08", actor=cast.olga, at=SEPTEMBER)

    def freeze():
        return services.freeze_month(
            subscription=drive.pk, month="2026-09", actor=cast.olga, at=OCTOBER
        )

    return freeze


def ask(cast, who, *, every_month=True):
    return services.ask_every_month(
        organisation=cast.martin.pk, every_month=every_month, actor=who,
        at=SEPTEMBER + timedelta(hours=1),
    )  # fmt: skip


def sent():
    return Notice.objects.filter(kind="reports.month_report", channel="email").order_by("pk")


@pytest.mark.clause("5.4")
def test_each_month_frozen_since_it_asked_is_sent_once_with_its_report(cast, frozen):
    assert ask(cast, cast.alice) == ask(cast, cast.bob)
    row = frozen()
    assert services.send_reports(SOON) == 0  # its other lines may follow
    assert [services.send_reports(LATER) for _ in range(2)] == [1, 0]
    notice = sent()[0]
    assert "100.000" in notice.text.replace(",", ".")
    message = message_of(
        Attempt(notice=notice, number=1, address=notice.address), mail_from="t@example.org",
        at=LATER,
    )  # fmt: skip
    (report,) = message.iter_attachments()
    assert report.get_filename() == f"{row.subscription.target}-2026-09.pdf"
    pages = PdfReader(io.BytesIO(report.get_content())).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "ou compté disponible" in told, "the other readings of the version in force, in words"
    assert "counts-up" not in told


@pytest.mark.clause("5.4")
def test_on_request_nothing_is_sent(cast, frozen):
    ask(cast, cast.alice)
    assert ask(cast, cast.alice, every_month=False) is None
    frozen()
    assert services.send_reports(LATER) == 0
    assert queries.every_month(cast.alice, cast.martin.pk) is None


@pytest.mark.clause("5.4")
def test_only_who_speaks_for_a_client_asks(cast):
    for who in (cast.olga, cast.fred):
        with pytest.raises(NotAllowed):
            ask(cast, who)
