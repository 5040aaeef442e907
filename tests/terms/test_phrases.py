"""What is said to people: the same in both languages, with figures in each one's manner."""

import re
import string
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import tenir
from tenir.terms import (
    phrases_articles,
    phrases_availability,
    phrases_clauses,
    phrases_files,
    phrases_frozen,
    phrases_misfits,
    phrases_questions,
    phrases_samples,
    phrases_support,
    phrases_third_party,
    phrases_working_time,
    phrases_works,
)
from tenir.terms.agreement import Agreement
from tenir.terms.errors import Refused
from tenir.terms.judge import judge
from tenir.terms.names import NAMES
from tenir.terms.phrases import (
    KNOWN,
    LANGUAGES,
    Language,
    both,
    clocks,
    counted,
    learn,
    length,
    length_read,
    say,
    typeset,
)
from tenir.terms.quantities import Unit, length_of
from tenir.terms.reasons import lines
from tenir.terms.wording import PHRASES
from tests.terms.test_judge import ASKED

PACKAGE = Path(tenir.__file__).parent
TABLES = (
    phrases_articles, phrases_availability, phrases_clauses, phrases_files, phrases_frozen,
    phrases_misfits, phrases_questions, phrases_samples, phrases_support, phrases_third_party,
    phrases_working_time, phrases_works,
)  # fmt: skip
# A key given to what says it, and the keys that a text with values in it can make.
SAID = re.compile(r"\b(?:say|both|because|[A-Z]\w+)\(\s*\"([a-z_]+(?:\.[a-z_0-9-]+)+)\"")
MADE = re.compile(r"\bf\"([a-z_]+\.[^\"\s]*\{[^\"]*)\"")


def placeholders(text: str) -> dict[str, str | None]:
    told = string.Formatter().parse(text)  # the words of a number are each language's own
    return {name: (form or "").partition("|")[0] for _, name, form, _ in told if name}


def test_a_phrase_quotes_the_same_in_both_languages() -> None:
    own = {"fr", "en"}  # words that come in both languages already, as do x_fr and x_en
    for key, texts in PHRASES.items():
        french, english = (
            {n: f for n, f in placeholders(text).items() if n[-2:] not in own} for text in texts
        )
        assert french == english, key


def test_a_phrase_is_typeset_as_its_language_is() -> None:
    for key, (french, english) in PHRASES.items():
        plain = re.sub(r"\{[^}]*\}|`[^`]*`", "x", french)
        assert french, key
        assert english, key
        assert not re.search(r"\w[:;?](\s|$)", plain), key
        assert not re.search(r" [:;?]|«", english), key
        assert "“" not in french, key


def test_no_key_stands_in_two_tables() -> None:
    keys = [key for table in TABLES for key in table.PHRASES]
    assert len(keys) == len(set(keys))


# --- the keys that the code uses


def code(*apart: str) -> str:
    """The code without the tables of phrases, and without some folders."""
    return "".join(
        path.read_text("utf-8")
        for path in sorted(PACKAGE.glob("**/*.py"))
        if not path.name.startswith(("phrases", "wording")) and not {*apart} & {*path.parts}
    )


def of_apps() -> set[str]:
    """The keys of the tables that apps have of their own, whatever family they are of."""
    texts = [path.read_text("utf-8") for path in PACKAGE.glob("apps/*/phrases*.py")]
    return {key for text in texts for key in re.findall(r"\"([\w.]+)\":", text)}


def test_every_key_that_the_code_says_exists() -> None:
    families = {key.split(".")[0] for key in PHRASES}
    mine = code("report", "faces")  # those have tables of their own
    said = {key for key in SAID.findall(mine) if key.split(".")[0] in families}
    assert len(said) > 100
    assert said - set(PHRASES) - of_apps() == set()


def test_every_phrase_is_said_somewhere() -> None:
    whole = code()
    made = [re.compile(re.sub(r"\\{.*?\\}", ".+", re.escape(text))) for text in MADE.findall(whole)]
    silent = [
        key for key in PHRASES
        if f'"{key}"' not in whole and f"'{key}'" not in whole
        and not any(each.fullmatch(key) for each in made)
    ]  # fmt: skip
    assert silent == []


@pytest.mark.parametrize("rule", ASKED)
def test_the_reasons_of_each_rule_read_well_in_both_languages(
    agreement: Agreement, rule: str
) -> None:
    reason = judge(agreement, rule, ASKED[rule][0]).reason
    for language in LANGUAGES:
        said = list(lines(reason, language))
        assert len(said) >= 1
        assert not any("{" in line or "None" in line for line in said)


# --- figures in each language's manner


@pytest.mark.parametrize(
    ("form", "value", "french", "english"),
    [
        ("number", 1234567, "1\u202f234\u202f567", "1,234,567"),
        ("number", Decimal("1234.50"), "1\u202f234,50", "1,234.50"),
        ("money", Decimal("4000.00"), "4\u202f000\u202f€", "€4,000"),
        ("money", Decimal("0.5"), "0,50\u202f€", "€0.50"),
        ("amount", Decimal("40"), "40,00\u202f€", "€40.00"),
        ("percent", "99.500", "99,500\u202f%", "99.500 %"),
        ("points", Decimal("0.681"), "0,681", "0.681"),
        ("duration", 5400, "1 h 30 min", "1 h 30 min"),
        ("duration", 0, "0 s", "0 s"),
        ("duration", -61, "-1 min 1 s", "-1 min 1 s"),
        ("duration", 4000 * 3600, "4\u202f000 h", "4,000 h"),
        ("day", date(2026, 10, 5), "05/10/2026", "5 Oct 2026"),
        (
            "instant",
            datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
            "01/03/2026 08:30",
            "1 Mar 2026 08:30",
        ),
        (
            "instant",
            datetime(2026, 3, 1, 8, 30, 5, tzinfo=UTC),
            "01/03/2026 08:30:05",
            "1 Mar 2026 08:30:05",
        ),
        ("deadline", datetime(2026, 10, 15, tzinfo=UTC), "14/10/2026 24:00", "14 Oct 2026 24:00"),
        (
            "deadline",
            datetime(2026, 10, 15, 17, tzinfo=UTC),
            "15/10/2026 17:00",
            "15 Oct 2026 17:00",
        ),
        ("month", "2026-09", "09/2026", "09/2026"),
        ("list", [], "", ""),
        ("list", ["Alice"], "Alice", "Alice"),
        (
            "list",
            ["email", "telephone", "portal"],
            "e-mail, téléphone et portail",
            "e-mail, telephone and portal",
        ),
        ("name", "law", "loi ou règlement", "law or regulation"),
        ("name", "W-12", "W-12", "W-12"),
        (
            "rates",
            [("2026-08", Decimal("99.328")), ("2026-09", Decimal("98.819"))],
            "08/2026\u202f: 99,328\u202f%, 09/2026\u202f: 98,819\u202f%",
            "08/2026: 99.328 %, 09/2026: 98.819 %",
        ),
    ],
)
def test_a_figure_is_written_as_each_language_writes_it(
    monkeypatch: pytest.MonkeyPatch, form: str, value: object, french: str, english: str
) -> None:
    monkeypatch.setitem(KNOWN, "test", (f"{{it:{form}}}", f"{{it:{form}}}"))
    assert both("test", it=value) == {"fr": french, "en": english}


@pytest.mark.parametrize("unit", Unit.__args__)
def test_a_length_is_said_in_words_whatever_its_unit(
    monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    monkeypatch.setitem(KNOWN, "test", ("{it:length}", "{it:length}"))
    one, two = (say("test", "en", it=length_of(f"{count} {unit}")) for count in (1, 2))
    assert two == f"2 {unit.replace('_', ' ')}"
    assert one == f"1 {unit.replace('_', ' ').removesuffix('s')}"
    assert say("test", "fr", it=length_of("10 working_days")) == "10 jours ouvrés"
    for language in LANGUAGES:
        assert length_read(length(f"3 {unit}", language)) == f"3 {unit}"


@pytest.mark.parametrize("said", ["soon", "8", "8 moons", "-3 days", "8 working_hours", ""])
def test_what_is_no_length_in_words_is_read_as_it_is(said: str) -> None:
    assert length_read(said) == said


def test_a_plain_value_is_written_as_python_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KNOWN, "test", ("{it:>4}", "{it}"))
    assert both("test", it=12) == {"fr": "  12", "en": "12"}


def test_every_name_is_there_in_both_languages() -> None:
    assert all(french and english for french, english in NAMES.values())


# --- refusals


def test_a_refusal_says_its_place_first() -> None:
    refused = Refused("month.twice", "line 3", given="2026-09")
    assert refused.message("fr") == "line 3: le mois 2026-09 est donné deux fois ; gardez-en un"
    assert str(refused) == "line 3: the month 2026-09 is given twice; keep one"


def test_a_refusal_that_quotes_another_says_both_in_the_reader_s_language() -> None:
    inner = Refused("month.twice", given="2026-09")
    outer = Refused("case.broken", name="août", problem=inner)
    assert outer.message("fr") == (
        "le cas « août » ne peut pas être jugé : le mois 2026-09 est donné deux fois ; gardez-en un"
    )
    assert "is given twice" in outer.message("en")


def test_an_app_s_phrase_is_learnt_once_and_never_reworded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenir.terms.phrases.KNOWN", dict(KNOWN))
    for _ in range(2):
        learn({"test.learnt": ("appris", "learnt")})
    assert both("test.learnt") == {"fr": "appris", "en": "learnt"}
    with pytest.raises(KeyError, match=r"test\.learnt"):
        learn({"test.learnt": ("appris", "taught")})


def test_clocks_are_named_by_their_city() -> None:
    assert clocks("Europe/Paris", "fr") == "heure de Paris"
    assert clocks("Europe/London", "fr") == "heure de Londres"
    assert clocks("Europe/Oslo", "fr") == "heure d'Oslo"
    assert clocks("America/New_York", "en") == "New York time"


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 champ", "0 fields"),
        (1, "1 champ", "1 field"),
        (1200, "1\u202f200 champs", "1,200 fields"),
    ],
)
def test_a_number_stands_with_its_word(count: int, french: str, english: str) -> None:
    assert counted(count, "champ", "champs", "fr") == french
    assert counted(count, "field", "fields", "en") == english


@pytest.mark.parametrize(
    ("language", "kept", "shown"),
    [
        ("fr", "2 copie(s) sur 3 due(s) au 01/05/2026 08:00, 0 datée(s) dans le futur",
         "2 copies sur 3 dues au 01/05/2026 08:00, 0 datée dans le futur"),
        ("fr", "1 délai(s) légal(aux) en cours : 1 h", "1 délai légal en cours_: 1_h"),
        ("fr", "3 délai(s) légal(aux) en cours", "3 délais légaux en cours"),
        ("fr", "1 lieu(x) sur 3 en panne", "1 lieu sur 3 en panne"),
        ("fr", "aucun des 3 lieu(x) ne dit le contraire", "aucun des 3 lieux ne dit le contraire"),
        ("fr", "1_200 contact(s) désigné(s)", "1_200 contacts désignés"),
        ("en", "0 contact(s) named, 1 required", "0 contacts named, 1 required"),
        ("en", "promise of 2 h broken 1 time(s)", "promise of 2_h broken 1 time"),
        ("en", "point(s): many", "points: many"),
        ("fr", "compté : 2026-09-07, R-2026-09-08", "compté_: 07/09/2026, R-2026-09-08"),
        ("en", "counted: 2026-09-07, not 2026-02-30.", "counted: 7 Sep 2026, not 2026-02-30."),
    ],
)  # fmt: skip
def test_words_agree_with_their_number_and_stay_with_their_signs(
    language: Language, kept: str, shown: str
) -> None:
    said = typeset(kept.replace("_", "\u202f"), language)
    assert said == shown.replace("_", "\u202f")
