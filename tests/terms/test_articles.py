"""The worked examples of the articles' pages come out as they are written."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.judge import judge

PAGES = Path(__file__).parents[2] / "docs" / "articles"
EXAMPLE = re.compile(r"^```judge (\S+)\n(.*)\n=> (.*)\n```$", re.MULTILINE)


def examples() -> Iterator[object]:
    for page in sorted(PAGES.glob("*.md")):
        for rule, question, expected in EXAMPLE.findall(page.read_text("utf-8")):
            asked = json.loads(question)
            name = f"{page.stem}-{rule}-{asked['id']}"
            yield pytest.param(rule, asked, json.loads(expected), id=name)


@pytest.mark.parametrize(("rule", "asked", "expected"), list(examples()))
def test_an_example_comes_out_as_its_page_says(
    agreement: Agreement, rule: str, asked: dict[str, object], expected: object
) -> None:
    answer = judge(agreement, rule, asked).to_json(reasons=False)
    assert answer == {"id": asked["id"], "value": expected}


def test_every_example_is_written_as_it_can_be_run() -> None:
    pages = [page.read_text("utf-8") for page in PAGES.glob("*.md")]
    fenced = sum(page.count("```judge ") for page in pages)
    assert fenced == len(list(examples())) > 40
