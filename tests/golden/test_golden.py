"""What was frozen once comes out the same, to the byte, whatever the rules have become."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.engine import ENGINES
from tenir.terms.frozen import Freezing, recomputed
from tenir.terms.grounds import Grounds, Recorded
from tenir.terms.grounds import recomputed as promise_again
from tenir.terms.loading import load
from tenir.terms.promises import RULES

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


# --- promises

PROMISES = sorted(HERE.glob("promises/*.json"))


def promise(path: Path) -> Recorded:
    told = json.loads(path.read_text("utf-8"))
    names = ("engine", "agreement", "version", "convention", "inputs")
    grounds = Grounds(*(told[name] for name in names))
    due_at = datetime.fromisoformat(told["due_at"])
    return Recorded(told["kind"], due_at, told["reasons"], grounds, told["inputs_digest"])


@cache
def months_by_digest() -> dict[str, tuple[bytes, bytes]]:
    each = [frozen(path) for path in MONTHS]
    return {month.inputs_digest: (month.inputs, month.evidence) for month in each}


@pytest.mark.clause("3.1", "5.4")
@pytest.mark.parametrize("path", PROMISES, ids=lambda path: path.stem)
def test_what_was_promised_once_is_judged_the_same(path: Path) -> None:
    found = promise_again(
        promise(path), with_digest=with_digest, frozen=months_by_digest().__getitem__
    )
    assert found.outcome == "same", f"{found.where}: {found.recorded} became {found.fresh}"


def test_the_corpus_holds_a_promise_of_each_kind_of_each_engine() -> None:
    told = {(promise(path).grounds.engine, promise(path).kind) for path in PROMISES}  # type: ignore[union-attr]
    assert told == {(engine, kind) for engine, rules in RULES.items() for kind in rules}
