"""Every operation on what support knows, with arguments that suit it, and who is answered."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faces.api.sample import BECAUSE, Sample, given, key, one, speakers_alone, whole
from tests.stories.rules import client, only, staff

ANSWERING = only("sam", "sofia", "adam")
TRAINING = only("sam", "anna", "adam")


def samples() -> Iterator[Sample]:
    """Every operation at least once."""
    yield from _articles()
    yield from _listening()
    yield whole("read_planning")


def _articles() -> Iterator[Sample]:
    inside, told = key(id="article"), given(title_en="Export", body_en="# Export\n\nUse 5.2")
    yield whole("list_articles")
    yield one("read_article", staff, inside, inside=404)
    yield one("list_article_versions", staff, inside, inside=404)
    yield whole("suggest_articles", query=given(text="The export stops"))
    yield whole("write_article", ANSWERING, told=told)
    for name, more in (("write_article_version", told), ("publish_article", given()),
                       ("withdraw_article", BECAUSE)):  # fmt: skip
        yield Sample(name, ANSWERING, inside, told=more, outside=403)


def _listening() -> Iterator[Sample]:
    yield whole("list_trainings")
    yield one("list_trainings_for", client, key(id="request"))
    yield Sample(
        "record_training", TRAINING, outside=403,
        told=lambda _w, s: {"contact": s.contact, "product": "drive", "trained_on": "2026-10-01"},
    )  # fmt: skip
    yield Sample("withdraw_training", TRAINING, key(id="training"), told=BECAUSE, outside=403)
    yield whole("list_proposals")
    yield one("read_proposal", client, key(id="proposal"))
    yield Sample(
        "propose", speakers_alone, staff=404,
        told=lambda _w, s: {"client": s.organisation, "product": "drive", "title": "Blue",
                            "text": "Less of it"},
    )  # fmt: skip
    yield Sample(
        "answer_proposal", only("sam", "rita", "anna", "adam"), key(id="proposal"), outside=403,
        told=given(answer="planned", because="Good"),
    )  # fmt: skip
