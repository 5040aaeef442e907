"""Works through the console: looked at, announced, moved, lived; freezes, recurrence, the past."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from typer.testing import CliRunner

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.queries import corrections
from tenir.apps.maintenance import services as maintenance
from tenir.apps.maintenance.queries import Works
from tenir.apps.notices.models import Notice
from tenir.faces.cli.app import app
from tests.cast import Cast
from tests.faces.test_deeds import SURE, as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]


def night(days: int = 10) -> dict[str, str]:
    """Two hours of a night to come, as a form gives them; never a Sunday night."""
    day = timezone.localtime(clock.now()) + timedelta(days=days)
    day += timedelta(days=1) if day.weekday() == 6 else timedelta()
    return {"starts_at": f"{day:%Y-%m-%d}T21:00", "ends_at": f"{day:%Y-%m-%d}T23:00"}


def planned(**asked: object) -> dict[str, object]:
    return {
        "title_fr": "Bascule", "kind": "planned", "course": "person", "products": ["drive"],
        **night(), **asked,
    }  # fmt: skip


@pytest.mark.clause("5.12", "5.14", "5.15")
def test_works_are_looked_at_first_then_announced(cast: Cast) -> None:
    noon = {key: value[:11] + "12:00" for key, value in night().items()}
    noon["ends_at"] = noon["ends_at"][:11] + "13:00"
    looked = post(cast, "olga", "console:works-new", **planned(**noon), act="look")
    page = looked.content.decode()
    assert looked.status_code == 200
    assert "tout est hors des plages" in page
    assert "Moments libres de la même durée" in page
    assert not Works.objects.filter(title_fr="Bascule").exclude(number="W-2").exists()
    shown = post(cast, "olga", "console:works-new", **planned(), act="").content.decode()
    made = Works.objects.exclude(number="W-2").get(title_fr="Bascule")
    assert "tout est dans une plage" in shown
    assert not made.outside
    told = Notice.objects.filter(subject=made.subject, channel="email")
    assert {row.kind for row in told} == {"maintenance.announced"}


@pytest.mark.clause("5.12")
def test_works_taken_at_that_time_ask_for_a_reason_beside_the_form(cast: Cast) -> None:
    post(cast, "olga", "console:works-new", **planned(number="W-8"), act="draft")
    refused = post(cast, "olga", "console:works-new", **planned(number="W-9"))
    assert refused.status_code == 400
    assert "W-8" in refused.content.decode()
    post(cast, "olga", "console:works-new", **planned(number="W-9", despite="The disk is full"))
    page = as_(cast, "olga").get("/console/works/W-9/").content.decode()
    assert "The disk is full" in page


@pytest.mark.clause("5.12", "5.13")
def test_works_are_announced_moved_begun_prolonged_and_over(cast: Cast) -> None:
    cast.things["draft_works"] = cast.things["works"] = "W-9"
    now = timezone.localtime(clock.now()) - timedelta(minutes=2)
    soon = {"starts_at": f"{now:%Y-%m-%dT%H:%M}",
            "ends_at": f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}"}  # fmt: skip
    post(cast, "olga", "console:works-new", **planned(number="W-9"), act="draft")
    assert "Pas annoncés" in as_(cast, "olga").get("/console/works/W-9/").content.decode()
    post(cast, "olga", "console:works-announce")
    post(cast, "rita", "console:works-move", **soon, because="Sooner")
    post(cast, "olga", "console:works-begin", started_at=soon["starts_at"])
    later = f"{now + timedelta(hours=3):%Y-%m-%dT%H:%M}"
    post(cast, "olga", "console:works-prolong", until=later, because="The copy is slow")
    ended = f"{now + timedelta(minutes=1):%Y-%m-%dT%H:%M}"
    page = post(cast, "olga", "console:works-finish", ended_at=ended).content.decode()
    for said in ("Annoncés", "Déplacés", "Commencés", "Prolongés", "The copy is slow"):
        assert said in page
    post(cast, "olga", "console:works-correct", started_at=soon["starts_at"], ended_at=ended,
         because="The log")  # fmt: skip
    told = Notice.objects.filter(subject="works/W-9", channel="email")
    assert {row.kind.partition(".")[2] for row in told} == {
        "announced", "changed", "started", "overrun", "ended"
    }  # fmt: skip


@pytest.mark.clause("5.14", "5.15", "5.16", "A2")
def test_the_calendar_draws_windows_works_freezes_and_free_time(cast: Cast) -> None:
    cast.things["works"] = "W-9"
    post(cast, "olga", "console:works-new", **planned(number="W-9"))
    month = night()["starts_at"][:7]
    address = f"/console/works/calendar/?month={month}&product=drive&minutes=120"
    page = as_(cast, "olga").get(address).content.decode()
    assert "W-9 · Bascule" in page
    assert "Plage" in page
    assert "Planifier des travaux à ce moment" in page
    assert "Document Viewer" in page  # the standing stop
    frozen = as_(cast, "anna").get("/console/works/calendar/?month=2030-01").content.decode()
    assert "Gel\u202f: Ateliers Martin" in frozen
    assert as_(cast, "olga").get("/console/works/calendar/?month=none").status_code == 200
    begun = as_(cast, "olga").get(
        "/console/works/plan/?product=drive&starts=2030-01-05T20:00:00%2B00:00&ends=never"
    )
    assert '<option value="drive" selected>' in begun.content.decode()


@pytest.mark.clause("5.12", "5.15")
def test_works_come_back_and_are_stopped(cast: Cast) -> None:
    cast.things["recurring"] = "copy"
    given = {
        "number": "copy", "title_fr": "Copie", "kind": "planned", "days": ["sat"],
        "starts": "22:00", "ends": "23:00", "every": "1", "first_on": "2026-01-01",
        "products": ["drive"],
    }  # fmt: skip
    page = post(cast, "olga", "console:recurring-new", **given).content.decode()
    assert "chaque samedi, de 22:00 à 23:00" in page
    asked = post(cast, "olga", "console:recurring-stop", because="No more").content.decode()
    assert "Arrêter ces travaux" in asked
    page = post(cast, "olga", "console:recurring-stop", because="No more", **SURE)
    assert "No more" in page.content.decode()


def test_a_freeze_is_entered_and_lifted(cast: Cast) -> None:
    given = {"client": cast.martin.pk, **night(20), "because": "Fair", "asked_by": "Alice"}
    page = post(cast, "anna", "console:freeze-new", **given).content.decode()
    assert "Fair" in page
    page = post(cast, "anna", "console:freeze-lift", because="Over").content.decode()
    assert "Levé" in page


@pytest.mark.clause("5.12")
def test_works_are_listed_by_what_is_to_be_looked_at_and_written_out(cast: Cast) -> None:
    post(cast, "olga", "console:works-new", **planned(number="W-9"), act="draft")
    noon = {key: value[:11] + "1" + "23"[n] + ":00" for n, (key, value) in enumerate(
        night(15).items())}  # fmt: skip
    post(cast, "olga", "console:works-new", **planned(number="W-out", **noon))
    browser = as_(cast, "sam")
    seen = {
        flag: browser.get(f"/console/works/?flag={flag}&format=csv").getvalue().decode()
        for flag in ("draft", "outside", "withdrawn", "late")
    }
    assert "W-9" in seen["draft"]
    assert "W-out" not in seen["draft"]
    assert "W-out" in seen["outside"]
    assert "W-9" not in seen["outside"] + seen["withdrawn"] + seen["late"]


PAST = """\
reference;target;from;to;state;because
m-1;{target};2026-02-01T00:00;2026-03-01T00:00;up;Old monitoring
o-1;{target};2026-02-10T08:00;2026-02-10T09:00;{state};A disk was full
"""


def table(cast: Cast, state: str = "down") -> bytes:
    target = agreements.subscriptions(cast.anna).get().target
    return PAST.format(target=target, state=state).encode()


@pytest.mark.clause("5.3")
def test_a_table_of_the_past_is_looked_at_then_taken_in(cast: Cast) -> None:
    wrong = SimpleUploadedFile("o.csv", table(cast, "broken"), "text/csv")
    refused = post(cast, "olga", "console:past-import", table=wrong)
    assert refused.status_code == 400
    assert "o.csv:3:5" in refused.content.decode()
    good = SimpleUploadedFile("o.csv", table(cast), "text/csv")
    looked = post(cast, "olga", "console:past-import", table=good)
    assert "o-1" in looked.content.decode()
    assert not corrections(cast.olga).filter(reference="o-1").exists()
    carried = looked.context["form"].initial["carried"]
    post(cast, "olga", "console:past-import", carried=carried, name="o.csv", act="keep")
    assert corrections(cast.olga).filter(reference="o-1").exists()
    out = as_(cast, "olga").get("/console/past/outages/export/").content.decode()
    assert "o-1" in out
    assert as_(cast, "olga").get("/console/past/others/").status_code == 404


@pytest.mark.clause("5.3")
def test_a_table_of_the_past_is_taken_in_by_command(cast: Cast, tmp_path: Path) -> None:
    file, out = tmp_path / "outages.csv", tmp_path / "out.csv"

    def run(*told: object) -> tuple[int, str]:
        asked = ["--lang", "en", "past", *map(str, told), "--by", "olga@example.org"]
        ran = CliRunner().invoke(app, asked)
        return ran.exit_code, ran.output

    file.write_bytes(table(cast, "broken"))
    code, said = run("import", "outages", file)
    assert (code, "outages.csv:3:5" in said) == (2, True)
    file.write_bytes(table(cast))
    code, said = run("import", "outages", file)
    assert (code, "2 rows new, 0 there" in said, "Nothing is kept" in said) == (0, True, True)
    assert run("import", "outages", file, "--write")[0] == 0
    assert "0 rows new, 2 there" in run("import", "outages", file, "--write")[1]
    assert run("export", "outages", out)[0] == 0
    assert "o-1" in out.read_text(encoding="utf-8-sig")


@pytest.mark.clause("5.16", "A2")
def test_everyone_reads_the_sunday_stop_and_an_overrun(cast: Cast) -> None:
    now = clock.now()
    told = maintenance.Planned(
        kind="planned", title_fr="Longs travaux", products=["drive"], course="person",
        starts_at=now - timedelta(hours=2), ends_at=now + timedelta(seconds=1),
    )  # fmt: skip
    found = maintenance.plan(told, actor=cast.olga, at=now)
    maintenance.begin(found.number, actor=cast.olga, at=now)
    Works.objects.filter(pk=found.pk).update(ends_at=now - timedelta(minutes=1))
    page = as_(cast, "sam").get("/status/fr/").content.decode()
    assert "Longs travaux" in page
    assert "Dépassement" in page
    assert "Document Viewer" in page
    assert "60 minutes au plus" in page
