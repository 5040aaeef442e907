"""Measuring through the console: how a target is watched from an instant on, files, margins."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tenir import clock
from tenir.apps.availability import queries
from tenir.apps.availability.models import TakenFile
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.faces.test_deeds import as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]
pytestmark = pytest.mark.either_database


def samples(*lines: str) -> SimpleUploadedFile:
    told = "\n".join(("target,at,status", *lines)) + "\n"
    return SimpleUploadedFile("samples.csv", told.encode(), "text/csv")


@pytest.mark.clause("5.3")
def test_a_target_is_watched_otherwise_and_its_page_says_since_when_and_why(cast: Cast) -> None:
    told = {"interval": 300, "timeout": 10, "retries": 1, "silence": 900,
            "locations": "paris, lyon", "because": "A second probe"}  # fmt: skip
    page = post(cast, "olga", "console:target-change", **told).content.decode()
    it = queries.target(SYSTEM, cast.things["target"])
    assert (it.interval, it.silence, it.locations) == (300, 900, ["paris", "lyon"])
    assert "A second probe" in page
    assert "le début" in page
    assert "300 s, en plus ou en moins" in page


def test_a_setting_that_cannot_hold_is_refused_beside_its_field(cast: Cast) -> None:
    ahead = f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    told = {"interval": 60, "timeout": 10, "retries": 1, "silence": 300, "since": ahead}
    refused = post(cast, "olga", "console:target-change", **told)
    assert refused.status_code == 400
    assert "laissez vide pour maintenant" in refused.content.decode()
    assert not queries.settings(SYSTEM).exists()


@pytest.mark.clause("5.3")
def test_a_file_is_taken_in_and_one_with_faults_tells_all_of_them(cast: Cast) -> None:
    name = queries.target(SYSTEM, cast.things["target"]).name
    good = samples(f"{name},2026-09-01T00:00:00Z,up", "nobody,2026-09-01T00:00:00Z,up")
    page = post(cast, "olga", "console:sample-file-new", sample_file=good).content.decode()
    assert "2 / 2" in page
    assert "nobody" in page
    bad = samples(f"{name},2026-09-01T00:00:00,up", f"{name},2026-09-01T00:00:00Z,asleep")
    refused = post(cast, "olga", "console:sample-file-new", sample_file=bad)
    assert refused.status_code == 400
    said = refused.content.decode()
    assert "amples.csv:2" in said
    assert "amples.csv:3" in said
    assert TakenFile.objects.count() == 1


@pytest.mark.clause("5.1", "5.6")
def test_a_client_s_margins_are_told_whole_to_operations_and_to_itself(cast: Cast) -> None:
    staff = as_(cast, "olga")
    page = staff.get(f"{reverse('console:margins')}?client={cast.martin.pk}").content.decode()
    assert "min" in page
    assert "Ateliers Martin" in page
    page = as_(cast, "alice").get(reverse("portal:subscriptions")).content.decode()
    assert "Temps restant" in page
    assert "0 indisponibilité, " in page, "its sentences agree with their numbers"
