"""What was frozen once comes out the same, to the byte, whatever the rules have become."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.engine import ENGINES
from tenir.terms.frozen import Freezing, recomputed
from tenir.terms.loading import load

HERE = Path(__file__).parent
MONTHS = sorted(HERE.glob("months/*.json"))


@cache
def with_digest(digest: str) -> Agreement:
    return load((HERE / "conventions" / f"{digest[7:19]}.yaml").read_text("utf-8"))


def frozen(path: Path) -> Freezing:
    told = json.loads(path.read_text("utf-8"))
    parts = (told[name].encode() for name in ("statement", "inputs", "evidence"))
    return Freezing(told["engine"], *parts, said={})


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("path", MONTHS, ids=lambda path: path.stem)
def test_a_month_frozen_once_recomputes_to_the_byte(path: Path) -> None:
    found = recomputed(frozen(path), with_digest)
    assert found.identical, f"{found.where}: {found.frozen} became {found.fresh}"


def test_a_convention_of_the_corpus_is_the_one_its_name_says() -> None:
    for path in HERE.glob("conventions/*.yaml"):
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:12] == path.stem


@pytest.mark.clause("5.5", "5.6", "5.8")
def test_the_corpus_holds_each_tier_a_cap_and_every_engine() -> None:
    told = [json.loads(frozen(path).statement) for path in MONTHS]
    penalties = [item["penalty"] for item in told]
    assert {item["tier_rate"] for item in penalties} >= {"1", "4", "7", "10"}
    assert any(item["capped"] for item in penalties)
    assert {frozen(path).engine for path in MONTHS} == set(ENGINES)
    reasons = {reason for item in told for reason in item["availability"]["excluded"]}
    assert len(reasons) >= 4
