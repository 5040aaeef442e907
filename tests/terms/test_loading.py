"""Reading an agreement file: every mistake at once, each with its place, in both languages."""

from __future__ import annotations

import hashlib

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.loading import Fault, FaultyConvention, load
from tests.terms.conftest import REFERENCE

TEXT = REFERENCE.read_text("utf-8")
NAME = "mine.yaml"


class Broken:
    """The reference agreement with some mistakes, and what is told of it."""

    def __init__(self, *edits: tuple[str, str]) -> None:
        self.text = TEXT
        for old, new in edits:
            assert self.text.count(old) >= 1, old
            self.text = self.text.replace(old, new, 1)
        with pytest.raises(FaultyConvention) as refusal:
            load(self.text, NAME)
        self.refusal = refusal.value

    def place(self, snippet: str) -> str:
        """Where a snippet stands: file, line and column."""
        before = self.text[: self.text.index(snippet)]
        line = before.count("\n") + 1
        return f"{NAME}:{line}:{len(before) - before.rfind(chr(10))}"

    def told(self, snippet: str) -> list[Fault]:
        """What is told at that place."""
        return [fault for fault in self.refusal.faults if fault.where == self.place(snippet)]


AGAIN = """
  - {id: annex1.again, layer: annex, when: {product: [drive]}, replaces: releases.mode, set: {value: automatic}, clause: A1}
  - {id: nowhere, layer: annexe, replaces: releases.modes, set: {value: automatic}, clause: A1}
  - {id: empty, layer: annex, replaces: support.priority, clause: A1}
  - {id: everything, layer: annex, replaces: "*", set: {value: piloted}, clause: A1}
  - {id: misfit, layer: annex, when: {hosting: [cloud]}, replaces: support.admission, set: {question: maybe}, clause: A1}
  - {idx: nameless, layer: annex, replaces: releases.mode, set: {value: piloted}, clause: A1}
  - {id: last, layer: annex, when: {product: [drives]}, replaces: backups.rpo, set: {upto: 12 hours}, clause: A1}
"""  # noqa: E501 - as the file writes them


@pytest.fixture(scope="module")
def broken() -> Broken:
    return Broken(
        ("format: convention/1", "format: convention/1\nzebra: 1"),
        ("language: fr", "language: de"),
        ("layers: [contract.general, agreement,", "layers: [contract.general, agreement, mine,"),
        ("families: [transformation]", "families: [nothing]"),
        ('    hours: ["00:00-24:00"]', '    hours: ["08:00-08:00"]'),
        ("working_days: working-days", "working_days: workdays"),
        (
            "    period: calendar_month\n",
            "    period: calendar_month\n    period: calendar_month\n",
        ),
        ("value: 99.5 %", "value: 99.5"),
        ("within: maintenance.window", "within: maintenance.windows"),
        ("{over: 1.5 pt, upto: 5 pt", "{over: 2 pt, upto: 5 pt"),
        ('clause: "6.2"', 'clause: "6.12"'),
        ("  backups.rpo: {", "  backups.rpx: {"),
        ("accepted: any}", "accepted: 3}"),
        ("kind: replay", "kind: repla"),
        ("    strength: firm", "    strenght: firm"),
        ("id: 7.13.edge", "id: 7.13.stop"),
        ("kind: conditions, all: [notified", "kind: conditions, al: [notified"),
        ('clause: ["7.9", "9.4"]}', 'clause: "4.9"}'),
        ("kind: minimum, of: contacts, value: 1", "kind: region, allowed: EEA"),
        ("\noverrides:\n", "\noverrides:\n" + AGAIN.lstrip("\n")),
    )


@pytest.mark.parametrize(
    ("snippet", "french", "english"),
    [
        ("zebra", "le champ « zebra » n'existe pas ; retirez-le", "no field “zebra”; remove it"),
        (
            "language: de",
            "« de » n'est pas accepté",
            "“de” is not accepted; write one of these: fr",
        ),
        ("nothing]", "la famille « nothing » n'existe pas", "no family “nothing”; add it"),
        ('"08:00-08:00"', "la plage de 08:00 à 08:00 est vide", "from 08:00 to 08:00 is empty"),
        ("working_days: workdays", "le calendrier « workdays »", "no calendar “workdays”"),
        ("value: 99.5,", "« 99.5 » n'a pas l'unité attendue", "“99.5” lacks its unit"),
        ("{id: planned-maintenance", "« maintenance.windows » manque", "“maintenance.windows” is"),
        ("tiers:\n      - {over: 0 pt", "un trou avant le palier 2", "a gap before tier 2"),
        ('clause: "6.12"', "la clause « 6.12 » n'existe pas", "there is no clause “6.12”"),
        ("terms:\n  # Article 1", "« backups.rpo » manque", "the term “backups.rpo” is missing"),
        ("kind: repla\n", "« repla » n'est pas accepté", "“repla” is not accepted"),
        ("strenght", "vouliez-vous dire « strength »", "did you mean “strength”"),
        ('clause: "4.9"', "la clause « 4.9 »", "no clause “4.9”"),
        ("kind: region, allowed: EEA, clause: [", "n'est pas de la sorte", "not of the kind"),
        ("order: [contract.general, agreement, annex", "l'ordre doit nommer", "the order must"),
        ("layer: annexe", "la couche « annexe »", "there is no layer “annexe”"),
        ("replaces: releases.modes", "« releases.modes »", "no term “releases.modes”"),
        ("{id: empty", "« set » ou « refers_to »", "“set” or “refers_to”"),
        (
            'replaces: "*", set',
            "« everything » ne peut que renvoyer",
            "“everything” can only refer",
        ),
        ("cloud]", "l'hébergement « cloud »", "there is no hosting “cloud”"),
        ("question: maybe", "« maybe » n'est pas accepté", "“maybe” is not accepted"),
        ("drives]", "le produit « drives »", "there is no product “drives”"),
    ],
)
def test_each_mistake_is_told_at_its_line_and_column_in_both_languages(
    broken: Broken, snippet: str, french: str, english: str
) -> None:
    (fault,) = broken.told(snippet)
    assert french in fault.message("fr")
    assert english in fault.message("en")


def test_a_key_written_twice_does_not_hide_the_other_mistakes(broken: Broken) -> None:
    twice = [fault for fault in broken.refusal.faults if fault.key == "yaml.duplicate"]
    assert [fault.message() for fault in twice] == [
        f"{broken.place('period: calendar_month' + chr(10) + '    outages')}: "
        "the key “period” is written twice; keep one"
    ]


def test_a_misspelt_key_is_told_with_the_one_that_is_missing(broken: Broken) -> None:
    found = [f.message() for f in broken.refusal.faults if "maintenance.planned" in f.message()]
    assert len(found) == 2
    assert any("did you mean “all”" in said for said in found)
    assert any("“all” is missing" in said for said in found)


def test_two_overrides_of_one_rank_for_one_case_are_an_error_never_an_order(
    broken: Broken,
) -> None:
    twice = [fault for fault in broken.refusal.faults if fault.key == "override.twice"]
    assert [fault.where for fault in twice] == [
        broken.place("- id: annex1.piloted").replace(":3", ":5")
    ]
    assert "“annex1.again” and “annex1.piloted” have the same rank (annex)" in twice[0].message()
    assert "drive · shared" in twice[0].message("fr")


def test_another_reading_that_cannot_be_run_is_a_mistake_told_once(broken: Broken) -> None:
    told = [
        fault for fault in broken.refusal.faults
        if fault.key == "reading.broken" and fault.values["id"] == "3.5.reasons"
    ]  # fmt: skip
    assert len(told) == 1
    assert "« 3 » n'est pas une liste" in told[0].message("fr")


def test_a_reading_written_twice_is_a_mistake(broken: Broken) -> None:
    assert [f.values["id"] for f in broken.refusal.faults if f.key == "reading.twice"] == [
        "7.13.stop"
    ]


def test_a_part_with_a_mistake_of_its_own_is_not_also_said_to_be_missing(broken: Broken) -> None:
    missing = {f.values["key"] for f in broken.refusal.faults if f.key == "term.missing"}
    assert missing == {"backups.rpo", "maintenance.windows"}


def test_they_come_in_the_order_of_the_file_each_once(broken: Broken) -> None:
    places = [tuple(map(int, fault.where.split(":")[1:])) for fault in broken.refusal.faults]
    assert places == sorted(places)
    lines = broken.refusal.message("fr").splitlines()
    assert lines[0] == f"la convention contient {len(places)} fautes :"
    assert len(set(lines)) == len(lines) == len(places) + 1


@pytest.fixture(scope="module")
def others() -> Broken:
    return Broken(
        ("layers: [contract.general, agreement, annex,", "layers: [contract.general, annex,"),
        ("timezone: Europe/Paris", "timezone: Europe/Lyon"),
        ("  support:\n    days", "  helpdesk:\n    days"),
        ("holidays: FR\n    closures: announced\n    clause: \"7.4\"", 'holidays: ZZ\n    closures: announced\n    clause: "7.4"'),  # noqa: E501 - a line each
        (', value: 99.5 %', ''),
        ("length: 5 working_days, ends: midnight", "length: 5 days, ends: midnight"),
        ("    holidays: FR\n    clause: \"5.15\"", '    holidays: QQ\n    clause: "5.15"'),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("snippet", "french", "english"),
    [
        ("layers: [", "la couche « agreement » manque", "the layer “agreement” is missing"),
        ("timezone", "le fuseau horaire « Europe/Lyon »", "no time zone “Europe/Lyon”"),
        ("calendars:", "le calendrier « support » manque", "the calendar “support” is missing"),
        ("holidays: ZZ", "jours fériés de « ZZ »", "public holidays of “ZZ”"),
        ("availability.target:", "le champ « value » manque", "the field “value” is missing"),
        ("length: 5 days", "comptez-le en working_days", "count it in working_days"),
        ("holidays: QQ", "jours fériés de « QQ »", "public holidays of “QQ”"),
    ],
)
def test_what_the_parts_say_of_one_another_is_checked_too(
    others: Broken, snippet: str, french: str, english: str
) -> None:
    found = [f for f in others.told(snippet) if french in f.message("fr")]
    assert english in found[0].message("en")


def test_a_file_without_its_frame_tells_what_the_frame_lacks() -> None:
    with pytest.raises(FaultyConvention) as refusal:
        load("format: convention/1\nterms: {}\n", NAME)
    assert {fault.where for fault in refusal.value.faults} == {f"{NAME}:1:1"}
    assert "the field “agreement” is missing" in refusal.value.message()


def test_a_mistake_that_hides_behind_another_of_its_part_is_told_too() -> None:
    found = Broken(
        ("language: fr", "language: de\n  lang: fr"),
        ("length: 8 working_hours", "length: 8 days\n    lenght: 1"),
        ("- id: annex1.piloted\n    layer: annex", "- id: annex1.piloted\n    layr: annex"),
        ("\noverrides:\n", "\noverrides:\n  - {id: x, layr: annex, replaces: a.b, clause: A1}\n"),
        ("layer: annex\n    when: {product: [cyber", "layer: annexe\n    when: {product: [cyber"),
    )
    told = found.refusal.message()
    assert (
        f"{found.place('support.response.p1:')}: terms.support.response.p1: a delay of 8 days"
        in told
    )
    assert f"{found.place('layer: annexe')}: there is no layer “annexe”" in told
    assert f"{found.place('language: de')}: agreement.language: “de” is not accepted" in told
    assert f"{found.place('lang: fr')}: agreement.lang: there is no field “lang”" in told


FRAME = """\
format: convention/1
agreement: {id: x, version: "1", name: {fr: x, en: x}, language: fr, timezone: UTC, currency: EUR}
layers: [agreement]
calendars: {}
families: {}
products: {}
"""


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("hostings: []\nterms: {}", "hostings: at least 1 needed; add what is missing"),
        ("hostings: [shared]\nterms: 3", "terms: “3” does not fit; write fields and their values"),
        ("hostings: [shared]\nterms: {}\noverrides: 3", "overrides: “3” is no list; write one"),
    ],
)
def test_where_the_frame_itself_is_faulty_nothing_else_is_told(rest: str, said: str) -> None:
    with pytest.raises(FaultyConvention) as refusal:
        load(FRAME + rest, NAME)
    (fault,) = refusal.value.faults
    assert said in fault.message()


def test_a_list_instead_of_an_agreement_is_refused() -> None:
    with pytest.raises(FaultyConvention, match="write fields and their values"):
        load("- 1\n", NAME)


def test_the_digest_is_that_of_the_text(agreement: Agreement) -> None:
    assert agreement.digest == "sha256:" + hashlib.sha256(TEXT.encode()).hexdigest()
