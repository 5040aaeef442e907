"""The layers of terms, as a person calls them, and what is said of one that gave way.

Clause: 1.2, 2.4.
"""

from __future__ import annotations

from tenir.terms.phrases import KNOWN, LANGUAGES, Language, both, say


def layer_named(layer: str, language: Language) -> str:
    """A layer of terms as a person calls it.

    Clause: 1.2, 2.4.
    """
    known = f"layer.named.{layer}"
    return say(known, language) if known in KNOWN else layer


def overridden_by(id: str, layer: str) -> dict[str, str]:
    """Why a term does not hold: another one, of that layer, stands in its place.

    Clause: 1.2, 2.4.
    """
    if id == layer:
        return both("layer.by_agreement")
    return {
        lang: say("layer.overridden", lang, by=id, layer=layer_named(layer, lang))
        for lang in LANGUAGES
    }
