"""What the check of the French words tells."""

from pathlib import Path

from babel.messages.catalog import Catalog

from tools.messages import PO, gathered, missing, unlike


def test_french_that_says_otherwise_what_the_rest_says_is_told() -> None:
    words = Catalog(locale="fr")
    words.add("Sent by mail", "Envoyé par courriel")
    words.add("Its address", "L’adresse")
    words.add(("an e-mail", "e-mails"), ("un e-mail", "des courriels"))
    assert unlike(words) == [
        "L’adresse: say “'”, not “’”", "un e-mail: say “courriel”, not “e-mail”",
    ]  # fmt: skip


def test_what_has_no_french_is_told_its_plural_included() -> None:
    words = Catalog(locale="fr")
    words.add("Kept", "Gardé")
    words.add("Left")
    words.add(("a day", "days"), ("un jour", ""))
    assert missing(words) == ["Left", "('a day', 'days')"]


def test_french_signs_get_their_narrow_space_however_it_was_typed(tmp_path: Path) -> None:
    page = tmp_path / "tenir" / "page.html"
    page.parent.mkdir()
    page.write_text('{% load i18n %}{% translate "Sure?" %}')
    written = tmp_path / PO
    written.parent.mkdir(parents=True)
    written.write_text('msgid "Sure?"\nmsgstr "« Oui » : sûr ?"\n')
    (word,) = [each for each in gathered(tmp_path) if each.id]
    assert word.string == "«\u202fOui\u202f»\u202f: sûr\u202f?"


def test_a_word_that_is_new_has_no_french_yet(tmp_path: Path) -> None:
    page = tmp_path / "tenir" / "page.html"
    page.parent.mkdir()
    several = "{% blocktranslate count n=n %}One{% plural %}Many{% endblocktranslate %}"
    page.write_text('{% load i18n %}{% translate "New" %}' + several)
    assert missing(gathered(tmp_path)) == ["New", "('One', 'Many')"]
