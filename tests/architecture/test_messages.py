"""What the check of the French words tells."""

from babel.messages.catalog import Catalog

from tools.messages import missing, unlike


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
