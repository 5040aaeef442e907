"""What a matter kept to security officers leaves here: words of causes, and of what was excluded.

The causes and exclusions stay, since the rate rests on them; they bear nothing of the matter.
Clause: 5.5, 10.5.
"""

from __future__ import annotations

from tenir.apps.availability.models import Cause, Exclusion
from tenir.terms.phrases import LANGUAGES, say


def restrict(source: str) -> None:
    """What that matter told of outages bears neither its words nor its name; `unrestrict` undoes.

    A consequence: whoever calls has looked who acts.
    """
    for cause in Cause.objects.filter(source=source, kept_source=""):
        if cause.exclusion_id:
            _withhold(cause.exclusion_id)
        cause.kept_source, cause.kept_evidence = cause.source, cause.evidence
        cause.source, cause.evidence = "", _instead()
        cause.save(update_fields=["source", "evidence", "kept_source", "kept_evidence"])


def unrestrict(source: str) -> None:
    """They bear again what they did."""
    for cause in Cause.objects.filter(kept_source=source).select_related("exclusion"):
        ruled = cause.exclusion
        if ruled is not None and ruled.kept_evidence:
            ruled.evidence, ruled.kept_evidence = ruled.kept_evidence, ""
            ruled.save(update_fields=["evidence", "kept_evidence"])
        cause.source, cause.evidence = cause.kept_source, cause.kept_evidence
        cause.kept_source = cause.kept_evidence = ""
        cause.save(update_fields=["source", "evidence", "kept_source", "kept_evidence"])


def _withhold(exclusion: int) -> None:
    for ruled in Exclusion.objects.filter(pk=exclusion, kept_evidence=""):
        ruled.kept_evidence, ruled.evidence = ruled.evidence, _instead()
        ruled.save(update_fields=["evidence", "kept_evidence"])


def _instead() -> str:
    return " · ".join(say("measured.reserved", language) for language in LANGUAGES)
