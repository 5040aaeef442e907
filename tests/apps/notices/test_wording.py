"""What people write goes into a notice as words, never as markup, in each language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.base import TemplateSyntaxError
from django.template.utils import get_app_template_dirs
from hypothesis import given
from hypothesis import strategies as st

from tenir.apps.notices import wording
from tenir.apps.notices.markdown import both, quotation, quoted
from tenir.apps.notices.wording import Worded, compiled, worded

TEMPLATES = sorted(
    path
    for folder in get_app_template_dirs("templates")
    for path in (Path(folder) / "notices").glob("*.md")
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_reads_and_has_its_other_language(path: Path) -> None:
    kind, language, _ = path.name.rsplit(".", 2)
    assert language in {"fr", "en"}
    other = wording.template_path(kind, "en" if language == "fr" else "fr")
    title, empty, *body = path.read_text().split("\n")
    assert title
    assert empty == ""
    assert any(body)
    wording._templates(kind, "fr" if language == "fr" else "en")
    assert _asked(path) == _asked(other), "the two languages ask for different values"


def _asked(path: Path) -> set[str]:
    """The values that a template asks for, but for those told in one language."""
    names = re.findall(r"\{\{\s*(\w+)", path.read_text())
    return {re.sub(r"_(fr|en)$", "", name) for name in names}


@pytest.mark.parametrize("path", [p for p in TEMPLATES if ".fr." in p.name], ids=lambda p: p.name)
def test_french_is_set_as_french_is(path: Path) -> None:
    said = re.sub(r"\{[{%].*?[}%]\}|\]\(.*?\)|https?:", "", path.read_text())
    assert not re.findall(r".? [:;!?»]|« |\w[;!?]", said)


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Words one template with these values."""
    folders = (tmp_path, *get_app_template_dirs("templates"))
    monkeypatch.setattr(wording, "get_app_template_dirs", lambda _: folders)
    (tmp_path / "notices").mkdir()

    def say(body: str, language: str = "fr", *, title: str = "Avis", **values: object) -> Worded:
        for name in ("fr", "en"):
            (tmp_path / "notices" / f"t.{name}.md").write_text(f"{title}\n\n{body}")
        wording.template_path.cache_clear()
        wording._templates.cache_clear()
        return worded("t", "en" if language == "en" else "fr", values, publisher="Lumen")

    return say


HOSTILE = (
    "<script>alert(1)</script>", "[click](https://evil.example)", "![x](https://evil.example/p)",
    "# big", "* item", "1. item", "> quoted", "`code`", "**bold**", "a\n\n# b", "<https://evil.example>",
    "&lt;b&gt;", "a\r\nBcc: b@evil.example", "    code", "| a |\n|---|", "x\n===", "[a]: https://evil.example",
    "\\", "a\\", "{{ secret }}", "\ue000", "---", "```\nx", "~~~",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_people_never_become_markup(said: Any, words: str) -> None:
    page = said("Il a écrit {{ words }} hier.", words=words.replace("\ue000", "")).html
    body = page.split("<h1>")[1].split("</h1>")[1].split('<p style="border-top')[0]
    assert set(re.findall(r"<(/?\w+)", body)) <= {"p", "/p", "br"}


@given(st.text(max_size=60))
def test_no_words_at_all_become_markup(words: str) -> None:
    for written in (f"A {quoted(words)} z", quotation(words)):
        page, _ = both(written)
        assert set(re.findall(r"<(/?\w+)", page)) <= {"p", "/p", "br", "blockquote", "/blockquote"}


@given(
    st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)
)
def test_words_arrive_as_they_were_written(words: str) -> None:
    assert both(f"A {quoted(words)} z")[1] == f"A {words} z\n"


def test_a_title_stays_one_line(said: Any) -> None:
    made = said("x", title="De {{ who }}", who="Eve\r\nBcc: all@evil.example\x00")
    assert made.title == "De Eve Bcc: all@evil.example"


def test_a_link_shows_where_it_leads_in_plain_text(said: Any) -> None:
    made = said("[Ouvrir]({{ url }})", url="https://tenir.example/a_b?c=(d)&e=*f*")
    assert made.text == "Ouvrir <https://tenir.example/a_b?c=(d)&e=*f*>\n"
    assert 'href="https://tenir.example/a_b?c=(d)&amp;e=*f*"' in made.html


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("{ours}/account/invitation/aB_-9/", True),
        ("{ours}", True),
        ("{ours}.evil.example/", False),
        ("https://evil.example/", False),
        ("{ours}/> **b**", False),
    ],
)
def test_an_address_of_ours_can_be_followed_and_no_other(
    said: Any, address: str, leads: bool
) -> None:
    given = address.format(ours=settings.TENIR.url)
    found = said("Read it: {{ words }}", words=given)
    assert ("<a href=" in found.html) is leads
    assert found.text == f"Read it: {given}\n"


def test_a_link_to_a_script_is_no_link(said: Any) -> None:
    assert "<a" not in said("[Ouvrir]({{ url }})", url="javascript:alert(1)").html


def test_instants_and_amounts_are_told_in_the_readers_manner(said: Any) -> None:
    due, amount = datetime(2026, 7, 1, 8, tzinfo=UTC), Decimal("1234.5")
    body = "{{ due }}, {{ due|deadline }}, {{ amount|money }}, {{ names|list }}"
    french = said(body, due=due, amount=amount, names=["a", "b"])
    assert french.text == "01/07/2026 10:00, 01/07/2026 10:00, 1\u202f234,50\u202f€, a et b\n"
    english = said(body, "en", due=due, amount=amount, names=["a", "b"])
    assert english.text == "1 Jul 2026 10:00, 1 Jul 2026 10:00, €1,234.50, a and b\n"


def test_a_title_tells_a_day_in_the_readers_manner(said: Any) -> None:
    closed = date(2027, 1, 4)
    assert said("x", "en", title="Closed on {{ on }}", on=closed).title == "Closed on 4 Jan 2027"
    assert said("x", title="Fermé le {{ on }}", on=closed).title == "Fermé le 04/01/2027"


def test_plain_text_keeps_lists_quotations_and_tables(said: Any) -> None:
    made = said(
        "## Faits\n\n- un\n- deux\n  1. a\n  2. b\n\n{{ words|quotation }}\n\n"
        "| x | y |\n|---|---|\n| 1 | 2 |\n\nfin",
        words="Bonjour,\n\nmerci.",
    )  # fmt: skip
    assert made.text == (
        "Faits\n\n- un\n- deux\n  1. a\n  2. b\n\n> Bonjour,\n>\n> merci.\n\nx | y\n1 | 2\n\nfin\n"
    )


def test_a_template_that_does_not_read_is_told(said: Any) -> None:
    with pytest.raises(TemplateSyntaxError):
        compiled("{{ x|no_such_filter }}", "fr")


def test_no_sign_that_people_write_is_taken_for_a_missing_value() -> None:
    """U+E000 stands for what was not given: written by a client, it stopped the act."""
    for words in ("a\ue000b", ["a\ue000", "b"]):
        said = worded("support.closure", "en", {"on": "x", "because": words, "whole": True,
                                                "start": "", "end": ""}, publisher="P")  # fmt: skip
        assert "\ue000" not in said.text
