"""What is promised on third-party software above what its own publisher promises."""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.convention import Convention
from tenir.terms.third_party import Promised, answer_due, promises_above
from tests.terms.conftest import altered
from tests.terms.paris import at

ALL = {
    "availability": "99.5 %", "response_p1": "8 working_hours", "response": "2 working_days",
    "restorable": "24 hours",
}  # fmt: skip


def found(agreement: Agreement, **promised: str | None) -> dict[str, str]:
    terms = agreement.terms("transformation-diagnostic")
    judged = promises_above(
        terms, software="AirSaaS", promised=Promised.model_validate(ALL | promised)
    )
    return {finding.reason.inputs["what"]: finding.value for finding in judged}


def test_as_much_as_the_third_party_promises_may_be_promised(agreement: Agreement) -> None:
    """Clause: 2.7."""
    assert found(agreement) == {}


@pytest.mark.parametrize(
    ("what", "theirs", "finding"),
    [
        ("availability", "99.4 %", "above"),
        ("availability", "99.9 %", None),
        ("availability", None, "unpromised"),
        ("response_p1", "9 working_hours", "above"),
        ("response_p1", "4 working_hours", None),
        ("response_p1", "1 working_day", "unlike"),
        ("response", "3 working_days", "above"),
        ("restorable", "1441 minutes", "above"),
        ("restorable", "3600 seconds", None),
        ("restorable", "1 day", "unlike"),
    ],
)
def test_more_than_the_third_party_promises_is_flagged(
    agreement: Agreement, what: str, theirs: str | None, finding: str | None
) -> None:
    """Clause: 2.7, A3."""
    assert found(agreement, **{what: theirs}) == ({what: finding} if finding else {})


def test_days_and_weeks_compare(agreement: Agreement) -> None:
    """Clause: 2.7."""
    sooner = altered(agreement, "support.response.all", length="13 days", ends="midnight")
    assert found(sooner, response="2 weeks") == {"response": "above"}


def test_a_term_that_the_agreement_does_not_state_promises_nothing(agreement: Agreement) -> None:
    """Clause: 2.7."""
    raw = {**agreement.raw, "terms": {**agreement.raw["terms"]}}
    del raw["terms"]["backups.rpo"]
    silent = Agreement(Convention.model_validate(raw), raw, agreement.digest)
    assert found(silent, restorable=None) == {}


def test_a_term_of_another_kind_is_no_such_promise(agreement: Agreement) -> None:
    """Clause: 2.7."""
    raw = {**agreement.raw, "terms": {**agreement.raw["terms"]}}
    raw["terms"]["backups.rpo"] = {"kind": "none", "clause": "6.2"}
    silent = Agreement(Convention.model_validate(raw), raw, agreement.digest)
    assert found(silent, restorable=None) == {}


def test_the_finding_says_which_figures_and_cites_both_clauses(agreement: Agreement) -> None:
    """Clause: 2.7."""
    terms = agreement.terms("transformation-diagnostic")
    promised = Promised.model_validate(ALL | {"availability": "99 %"})
    (finding,) = promises_above(terms, software="AirSaaS", promised=promised)
    assert finding.reason.clauses == ("2.7", "5.1", "5.2")
    assert "99.5 % promised" in finding.reason.sentence("en")
    assert "ne promet que 99 %" in finding.reason.sentence("fr")


@pytest.mark.parametrize(
    ("promised", "urgent", "due", "said"),
    [
        ({"response": "10 hours"}, False, "2026-05-08 02:00", "a response within 10 hours, from"),
        ({"response": "8 working_hours"}, False, "2026-05-11 16:30", "within 8 working hours"),
        ({"response": "2 working_days"}, False, "2026-05-13 00:00", "12 May 2026 24:00"),
        ({"response": "2 days"}, False, "2026-05-10 00:00", "9 May 2026 24:00"),
        ({"response": "3 hours", "response_p1": "1 hour"}, True, "2026-05-07 17:00", "most urgent"),
        ({"response": "3 hours", "response_p1": "1 hour"}, False, "2026-05-07 19:00", "3 hours"),
        (
            {"response": "3 hours"},
            True,
            "2026-05-07 19:00",
            "3 hours, from 7 May 2026 16:00",
        ),
        ({"response_p1": "1 hour"}, False, None, "say no delay of response"),
    ],
)
def test_the_last_instant_of_a_third_party_is_told_with_its_reasons(
    agreement: Agreement, promised: dict[str, str], urgent: bool, due: str | None, said: str
) -> None:
    """Handed over on Thursday 7 May 2026 at 16:00; the Friday is a holiday.

    Clause: 2.7, 7.20.
    """
    judged = answer_due(
        agreement.terms("transformation-diagnostic"), software="AirSaaS", urgent=urgent,
        promised=Promised.model_validate(promised), handed_at=at("2026-05-07 16:00"),
    )  # fmt: skip
    assert judged.value == (at(due) if due else None)
    sentence = judged.reason.sentence("en")
    assert "AirSaaS" in sentence
    assert said in sentence
    told = " ".join(step.sentence("en") for step in judged.reason.walk())
    assert ("a public holiday, closed" in told) == (promised.get("response") == "8 working_hours")
