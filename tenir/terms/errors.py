"""What the rules refuse, and how the refusal is said."""

from __future__ import annotations

from tenir.terms.phrases import Language, say


class Refused(ValueError):
    """An input that the rules cannot judge: where it stands, what is wrong, what to do.

    `key` names a phrase of `tenir.terms.phrases`, `where` a place that the reader can find
    ("line 3, field `start`"), `values` what the phrase quotes: a refusal among them is said in
    the reader's language.
    """

    def __init__(self, key: str, where: str = "", /, **values: object) -> None:
        self.key = key
        self.where = where
        self.values = values
        super().__init__(self.message())

    def message(self, language: Language = "en") -> str:
        """The refusal in the reader's language, its place first where it has one."""
        text = say(self.key, language, **_said(self.values, language))
        return f"{self.where}: {text}" if self.where else text

    def at(self, where: str) -> Refused:
        """The same refusal, placed inside a larger document."""
        return type(self)(self.key, ".".join(p for p in (where, self.where) if p), **self.values)


def _said(values: dict[str, object], language: Language) -> dict[str, object]:
    return {
        name: value.message(language) if isinstance(value, Refused) else value
        for name, value in values.items()
    }
