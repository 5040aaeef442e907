"""Which pages of a client's account its contract opens.

Clause: 7.3.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from tenir.terms.cited import Page
from tenir.terms.kinds_service import Pages
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import MissingTerm, Terms

Platform: TypeAlias = Literal["basic", "extended"]
PAGES: tuple[Page, ...] = get_args(Page)
BASIC: tuple[Page, ...] = ("reports",)  # where no term says more: what is charged is told (7.22)
_SAYS = {True: "page.open", False: "page.closed"}


def page_open(terms: Terms, page: Page, *, platform: Platform) -> Judgement[bool]:
    """Whether a contract of that platform opens the page; requests are open on either.

    Clause: 7.3.
    """
    if platform == "extended":
        return Judgement(True, Reason("pages.platform", "page.extended", True, ("7.3",)))
    try:
        held = terms.get("support.pages", Pages)
    except MissingTerm:
        opens = page in BASIC
        reason = Reason("pages.platform", _SAYS[opens], opens, ("7.3",), {"page": page})
        return Judgement(opens, reason)
    opens = page in held.term.basic
    return Judgement(opens, held.because(_SAYS[opens], opens, page=page))
