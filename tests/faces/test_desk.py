"""The desk's own pages: teams, canned answers, closures, measures."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.agreements.models import Closure
from tenir.apps.notices.models import Notice
from tenir.apps.support import queries, services
from tenir.apps.support.models import CannedAnswer, Moving, Request, Team, TimeEntry
from tenir.integrations.closures import jobs as closures
from tenir.integrations.report import figures
from tenir.ui.month import month_in_words
from tenir.ui.templatetags.tenir import day
from tests.cast import Cast
from tests.faces.test_deeds import as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def test_a_team_is_made_and_has_other_members(cast: Cast) -> None:
    """Clause: 7.7."""
    sam = cast.people["sam"].pk
    post(cast, "anna", "console:team-new", name="Second line", members=[sam])
    made = Team.objects.get(name="Second line")
    as_(cast, "anna").post(reverse("console:team", args=[made.pk]), {"name": "Third line"})
    made.refresh_from_db()
    assert (made.name, made.members.count()) == ("Third line", 0)


def test_a_canned_answer_is_put_in_a_request_with_its_number_and_then_withdrawn(cast: Cast) -> None:
    """Clause: 7.12."""
    key = cast.things["canned"]
    words = {"name": "Restart", "text_fr": "Relancez", "text_en": "Restart, {client}: {number}"}
    as_(cast, "sam").post(reverse("console:canned-one", args=[key]), words)
    request = reverse("console:request", args=[cast.things["request"]])
    page = as_(cast, "sam").get(f"{request}?canned={key}").content.decode()
    assert ">Restart, Ateliers Martin: DA-000" in page
    as_(cast, "sam").post(reverse("console:canned-withdraw", args=[key]))
    assert CannedAnswer.objects.get(pk=key).withdrawn_at
    assert "Restart, Ateliers" not in as_(cast, "sam").get(request).content.decode()


def test_canned_answers_are_found_by_their_words_and_handed_out_whole(cast: Cast) -> None:
    sam, page = as_(cast, "sam"), reverse("console:canned")
    long = {"name": "Restart", "text_fr": "Relancez", "text_en": f"{'Restart ' * 40}it"}
    sam.post(reverse("console:canned-one", args=[cast.things["canned"]]), long)
    shown = sam.get(f"{page}?text=relancez").content.decode()
    assert "Restart Restart" in shown
    assert "Restart it" not in shown, "a beginning"
    assert "Nothing matches" in sam.get(f"{page}?text=other").content.decode()
    assert "Restart it" in sam.get(f"{page}?format=json").getvalue().decode()


def test_teams_are_a_list_with_their_agents(cast: Cast) -> None:
    """Clause: 7.7."""
    post(cast, "anna", "console:team-new", name="Second line", members=[cast.people["sam"].pk])
    page = reverse("console:teams")
    assert "?team=" in as_(cast, "sam").get(page).content.decode()
    assert "Second line" not in as_(cast, "sam").get(f"{page}?name=third").content.decode()
    told = as_(cast, "sam").get(f"{page}?format=csv&name=second").getvalue().decode()
    assert told.splitlines()[1] == f"Second line,{cast.people['sam'].name}"


def test_a_closure_is_announced_to_every_client_once_one_is_sure(cast: Cast) -> None:
    """Clause: 7.15."""
    told = {"on": "2030-05-10", "because": "Inventory", "start": "13:30", "end": "17:00"}
    asked = post(cast, "anna", "console:closure-new", **told).content.decode()
    assert "Announce this closure" in asked and not Closure.objects.exists()  # noqa: PT018
    assert "<dt>Day</dt><dd><p>10 May 2030</p></dd><dt>From</dt><dd><p>13:30</p></dd>" in asked
    assert "No deadline would move." in asked
    page = post(cast, "anna", "console:closure-new", **told, sure="yes").content.decode()
    assert "13:30 – 17:00" in page
    told_to = Notice.objects.filter(kind="support.closure").values_list("organisation", flat=True)
    assert set(told_to) == {cast.martin.pk, cast.novak.pk}


def test_which_deadlines_a_closure_would_move_is_told_before_it_is_announced(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.15."""
    told_at, due_at = (datetime(2026, 6, day, hour, tzinfo=UTC) for day, hour in ((8, 20), (9, 10)))
    monkeypatch.setattr(clock, "now", lambda: told_at)
    asked = Request.objects.filter(pk=cast.things["request"])
    asked.update(due_at=due_at, queued_at=due_at, risk_at=due_at, recorded_at=told_at)
    told = {"on": "2026-06-09", "because": "Inventory"}
    page = post(cast, "anna", "console:closure-new", **told).content.decode()
    assert "1 deadline of the 1 that run would move." in page
    assert "11 Jun 2026 09:00" in page
    late = post(cast, "anna", "console:closure-new", on="2026-06-07", because="Inventory")
    assert "over already" in late.content.decode(), "it is refused before one is asked"


def test_clocks_that_are_many_are_moved_behind_a_page_that_says_how_far(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.15."""
    monkeypatch.setattr(closures, "AT_ONCE", 0)
    now = clock.now()
    asked = Request.objects.filter(pk=cast.things["request"])
    asked.update(due_at=now, queued_at=now, risk_at=now, recorded_at=now)  # it waits for tomorrow
    on = now.astimezone(PARIS).date()
    told = {"on": on.isoformat(), "because": "Inventory", "sure": "yes"}
    page = post(cast, "anna", "console:closure-new", **told).content.decode()
    assert f"Deadlines moved by the closure of {day(on)}" in page
    assert "0 of 1 written" in page
    Moving.objects.update(failed=True, done=1480, of=5210)
    failed = as_(cast, "anna").get(reverse("console:closures")).content.decode()
    assert "It failed, and is tried again" in failed
    assert "1,480 of 5,210 written" in failed
    (queued,) = DBTaskResult.objects.filter(task_path__contains="closures")
    queued.task.call(*queued.args_kwargs["args"])
    part = as_(cast, "anna").get(reverse("console:closures"), headers={"X-Part": "progress"})
    assert "1 deadlines were looked at" in part.content.decode()
    after = as_(cast, "anna").get(reverse("console:closures"))
    assert "Deadlines moved" not in after.content.decode()


def test_a_closure_announced_again_queues_no_second_job_but_where_the_first_failed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.15."""
    monkeypatch.setattr(closures, "AT_ONCE", 0)
    now, jobs = clock.now(), DBTaskResult.objects.filter(task_path__contains="closures")
    asked = Request.objects.filter(pk=cast.things["request"])
    asked.update(due_at=now, queued_at=now, risk_at=now, recorded_at=now)

    def announced(days: int = 0) -> int:
        on = (now + timedelta(days=days)).astimezone(PARIS).date()
        closures.announce(on, because="Inventory", actor=cast.anna, at=now)
        return jobs.count()

    assert [announced(), announced()] == [1, 1]
    jobs.update(status="RUNNING")
    assert announced() == 1
    jobs.update(status="FAILED")
    assert [announced(), announced()] == [2, 2]
    asked.update(due_at=now + timedelta(days=9), queued_at=now + timedelta(days=9))
    assert announced(days=1) == 3
    for queued in jobs.filter(status="READY"):
        queued.task.call(*queued.args_kwargs["args"])
    jobs.update(status="SUCCESSFUL")
    assert announced() == 3


@pytest.mark.parametrize(("who", "may"), [("sam", False), ("anna", True), ("olga", True)])
def test_who_may_announce_no_closure_is_told_who_does(cast: Cast, who: str, may: bool) -> None:
    """Clause: 7.15."""
    page = as_(cast, who).get(reverse("console:closures")).content.decode()
    assert (reverse("console:closure-new") in page) == may
    assert ("An accounts manager or operations announces a closure" in page) != may


def test_a_closure_that_ends_before_it_begins_says_so_beside_its_field(cast: Cast) -> None:
    told = {"on": "2030-05-10", "because": "Inventory", "start": "17:00", "end": "13:30"}
    page = post(cast, "anna", "console:closure-new", **told)
    assert page.status_code == 400
    assert "Give both hours" in page.content.decode()


def test_the_measures_tell_the_share_in_time_by_client_and_as_a_file(cast: Cast) -> None:
    """Clause: 7.13, 7.14."""
    services.take_in_charge(cast.things["request"], actor=cast.sam, at=clock.now())
    at = f"{reverse('console:measures')}?by=client"
    page = as_(cast, "anna").get(at).content.decode()
    assert "Ateliers Martin" in page
    assert "100 %" in page
    assert page.count('id="filters"') == 1
    assert page.index('id="filters"') < page.index("figure-card")
    file = b"".join(as_(cast, "anna").get(f"{at}&format=csv").streaming_content).decode()
    assert "Ateliers Martin,1,100" in file
    narrowed = as_(cast, "anna").get(f"{at}&client=martin").content.decode()
    assert "Ateliers Martin" in narrowed
    nobody = as_(cast, "anna").get(f"{at}&client=novak").content.decode()
    assert "Ateliers Martin" not in nobody


def test_the_measures_are_told_by_all_at_once_and_narrowed_to_a_product_and_a_priority(
    cast: Cast,
) -> None:
    """Clause: 7.13, 7.14."""
    services.take_in_charge(cast.things["request"], actor=cast.sam, at=clock.now())
    found = queries.request(cast.sam, cast.things["request"])
    assert found.subscription
    at = f"{reverse('console:measures')}?by=all"

    def file(asked: str = "") -> str:
        return b"".join(as_(cast, "anna").get(f"{at}&format=csv{asked}").streaming_content).decode()

    month = clock.now().astimezone(PARIS).strftime("%Y-%m")
    told = f"Ateliers Martin,{found.subscription.product.name},{found.priority},{month},1,100"
    assert told in file()
    assert told in file(f"&product={found.subscription.product_id}&priority={found.priority}")
    assert told not in file("&product=" + str(found.subscription.product_id + 1))
    assert told not in file("&priority=" + ("P2" if found.priority == "P1" else "P1"))
    assert told in file("&product=99999999999999999999&priority=")
    assert "Ateliers Martin · " in as_(cast, "anna").get(at).content.decode()


def test_the_measures_name_months_in_words_and_their_file_by_number(cast: Cast) -> None:
    """Clause: 7.13."""
    at = reverse("console:measures")
    month = clock.now().astimezone(PARIS).strftime("%Y-%m")
    page = as_(cast, "anna").get(f"{at}?since={month}").content.decode()
    with override("en"):
        words = month_in_words(month)
    assert f'<option value="{month}" selected>{words}</option>' in page
    assert f">{words}</td>" in page
    assert f">{month}<" not in page
    assert month in b"".join(as_(cast, "anna").get(f"{at}?format=csv").streaming_content).decode()


def test_the_home_page_says_what_is_to_be_taken_in_charge_next(cast: Cast) -> None:
    """Clause: 7.7."""
    page = as_(cast, "sam").get("/console/").content.decode()
    assert "The export stops" in page
    services.take_in_charge(cast.things["request"], actor=cast.sam, at=clock.now())
    assert "The export stops" not in as_(cast, "sam").get("/console/").content.decode()
    assert queries.queue(cast.sam).exists()


def test_the_statement_of_time_is_a_page_a_table_and_a_pdf_with_the_table_inside(
    cast: Cast,
) -> None:
    """Clause: 7.22."""
    now, key, contract = clock.now(), cast.things["request"], cast.things["contract"]
    services.set_billing_terms(
        contract, hourly_rate=Decimal(90), rounding=15, actor=cast.anna, at=now
    )
    services.buy_hours(
        contract, minutes=30, key="h-1", bought_on=now.date(), actor=cast.anna, at=now
    )
    services.announce_time(key, because="Their network", minutes=60, actor=cast.sam, at=now)
    TimeEntry.objects.create(
        request_id=key, person=cast.people["sam"], nature="analysis", minutes=50, started_at=now,
        recorded_at=now,
    )  # fmt: skip
    services.rule_out(key, reason="other_product", evidence="Seen", actor=cast.sam, at=now)
    services.charge_time(key, actor=cast.sam, at=now)
    at, anna = reverse("console:time-spent", args=[contract]), as_(cast, "anna")
    page = anna.get(at).content.decode()
    assert "€45<" in page
    assert "30 of 30 minutes spent" in page
    table = anna.get(f"{at}?as=csv").content.decode("utf-8-sig")
    assert table.splitlines()[1].endswith(",50,analysis,60,30,45.00,90.00,Sam")
    read = PdfReader(BytesIO(anna.get(f"{at}?as=pdf").content))
    assert list(read.attachments) == ["time.csv"]
    assert read.attachments["time.csv"][0].decode("utf-8-sig") == table
    said = read.pages[0].extract_text()
    assert "Statement of time" in said
    assert "€45.00" in said
    assert re.search(rf"Issued on\s+{figures.short_day(now.astimezone(PARIS).date(), 'en')}", said)
    assert re.search(r"\bSam\b\s+analysis", said)


def test_a_statement_of_nothing_says_so(cast: Cast) -> None:
    """Clause: 7.22."""
    at = reverse("console:time-spent", args=[cast.things["contract"]])
    read = PdfReader(BytesIO(as_(cast, "anna").get(f"{at}?as=pdf").content))
    assert "No time was charged" in read.pages[0].extract_text()
