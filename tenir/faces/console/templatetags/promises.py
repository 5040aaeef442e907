"""How a promise is named and how it stands."""

from django import template

from tenir.apps.commitments import queries
from tenir.apps.commitments.queries import Commitment
from tenir.faces.console.commitments import state_of
from tenir.ui.templatetags.tenir import language

register = template.Library()


@register.filter
def named(found: Commitment) -> str:
    """What was promised, in the reader's language."""
    return queries.named(found, language())


@register.filter
def standing(found: Commitment) -> str:
    """Its state, `risk` where a warning was given."""
    return state_of(found)
