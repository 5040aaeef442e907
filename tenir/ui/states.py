"""States as pages show them: a word, an icon and a tone (a colour, never alone)."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.terms import phrases
from tenir.ui.language import language

TONES = ("kept", "missed", "risk", "running", "waived", "new")


class State(NamedTuple):
    """How a state is drawn; `tone` is one of TONES."""

    icon: str
    word: Any
    tone: str


def _phrase(key: str) -> str:
    words = phrases.say(key, language())
    return words[:1].upper() + words[1:]


phrase = lazy(_phrase, str)  # what an app calls it, in the language of the page


STATES: dict[str, State] = {
    "running": State("clock", _("Running"), "running"),
    "risk": State("alert-triangle", _("At risk"), "risk"),
    "overdue": State("alert-triangle", _("Overdue"), "missed"),
    "paused": State("player-pause", _("Paused"), "waived"),
    "kept": State("circle-check", _("Kept"), "kept"),
    "late": State("circle-x", _("Done late"), "missed"),
    "missed": State("circle-x", _("Missed"), "missed"),
    "waived": State("ban", _("Waived"), "waived"),
    "owed": State("clock", _("To send"), "running"),
    "sending": State("send", _("Being sent"), "running"),
    "sent": State("circle-check", pgettext_lazy("a notice", "Sent"), "kept"),
    "bounced": State("circle-x", _("Bounced"), "missed"),
    "failed": State("circle-x", _("Failed"), "missed"),
    "held": State("player-pause", _("On hold"), "risk"),
    "cancelled": State("ban", _("Cancelled"), "waived"),
    "done": State("circle-check", _("Done"), "kept"),
    "draft": State("pencil", pgettext_lazy("a version", "Draft"), "risk"),
    "published": State("circle-check", pgettext_lazy("a version", "Published"), "kept"),
    "version.notified": State("hourglass", pgettext_lazy("a version", "In notice"), "running"),
    "version.accepted": State("circle-check", pgettext_lazy("a version", "Accepted"), "kept"),
    "version.deemed_accepted": State(
        "circle-check", pgettext_lazy("a version", "Deemed accepted"), "kept"
    ),
    "version.terminated": State("ban", pgettext_lazy("a version", "Terminated"), "missed"),
    "terminated": State("ban", pgettext_lazy("a version", "Terminated"), "missed"),
    "asked": State("message-circle", pgettext_lazy("a quote", "Asked"), "new"),
    "priced": State("receipt", pgettext_lazy("a quote", "Priced"), "running"),
    "accepted": State("circle-check", pgettext_lazy("a quote", "Accepted"), "kept"),
    "declined": State("ban", pgettext_lazy("a quote", "Declined"), "waived"),
    "expired": State("clock", pgettext_lazy("a quote", "Expired"), "waived"),
    "withdrawn": State("ban", pgettext_lazy("a quote", "Withdrawn"), "waived"),
    "up": State("circle-check", _("Operational"), "kept"),
    "degraded": State("alert-triangle", _("Degraded"), "risk"),
    "down": State("circle-x", _("Down"), "missed"),
    "unmeasured": State("help-circle", _("Not measured"), "waived"),
    "target.watched": State("activity", pgettext_lazy("a target", "Watched"), "kept"),
    "target.retired": State("ban", pgettext_lazy("a target", "Retired"), "waived"),
    "main": State("user", _("Main contact"), "running"),
    "flagged": State("alert-triangle", _("Cannot be reached"), "missed"),
    "invited": State("send", _("Link sent"), "new"),
    "left": State("logout", pgettext_lazy("a contact", "Left"), "waived"),
    "outside": State("lock", _("No access yet"), "waived"),
    "awaiting_signature": State("pencil", _("Waits for the signed document"), "risk"),
    "awaiting_verification": State("hourglass", _("Waits for verification"), "running"),
    "applied": State("circle-check", pgettext_lazy("a change", "In effect"), "kept"),
    "refused": State("circle-x", pgettext_lazy("a change", "Refused"), "missed"),
    "open": State("circle-check", pgettext_lazy("an account", "Open"), "kept"),
    "closed": State("ban", pgettext_lazy("an account", "Closed"), "waived"),
    "erased": State("trash", pgettext_lazy("an account", "Erased"), "waived"),
    "signed_in": State("login", _("Signed in"), "kept"),
    "wrong": State("circle-x", _("Wrong"), "missed"),
    "sign_in.refused": State("circle-x", pgettext_lazy("a sign-in", "Refused"), "missed"),
    "locked": State("lock", _("Locked out"), "missed"),
    "lapsed": State("clock", pgettext_lazy("a link", "Expired"), "waived"),
    "invitation.revoked": State("ban", pgettext_lazy("an invitation", "Withdrawn"), "waived"),
    "invitation.lapsed": State("clock", pgettext_lazy("an invitation", "Expired"), "waived"),
    "invitation.came": State("circle-check", pgettext_lazy("an invitation", "Accepted"), "kept"),
    "ruled": State("scale", pgettext_lazy("an exclusion", "Left out"), "running"),
    "reversed": State("refresh", pgettext_lazy("an exclusion", "Reversed"), "waived"),
    "endpoint.active": State("circle-check", pgettext_lazy("a webhook", "Active"), "kept"),
    "endpoint.failing": State("alert-triangle", pgettext_lazy("a webhook", "Failing"), "risk"),
    "endpoint.paused": State("player-pause", pgettext_lazy("a webhook", "Paused"), "waived"),
    "month.frozen": State("lock", pgettext_lazy("a month", "Frozen"), "kept"),
    "month.undecided": State("hourglass", pgettext_lazy("a month", "Waits for decisions"), "risk"),
    "month.empty": State("calendar", pgettext_lazy("a month", "Nothing to freeze"), "waived"),
    "month.ready": State("clock", pgettext_lazy("a month", "To be frozen"), "running"),
    "cause.counts": State("clock", pgettext_lazy("a cause", "Counts"), "waived"),
    "cause.proposed": State("hourglass", pgettext_lazy("a cause", "To be decided"), "risk"),
    "cause.accepted": State("scale", pgettext_lazy("a cause", "Left out"), "kept"),
    "cause.declined": State("circle-x", pgettext_lazy("a cause", "Declined: it counts"), "missed"),
    "penalty.open": State("hourglass", pgettext_lazy("a right", "To be claimed"), "risk"),
    "penalty.waiting": State("clock", pgettext_lazy("a claim", "Month not frozen yet"), "running"),
    "penalty.accepted": State("circle-check", pgettext_lazy("a claim", "Owed"), "running"),
    "penalty.refused": State("circle-x", pgettext_lazy("a claim", "Refused"), "missed"),
    "penalty.objected": State("scale", pgettext_lazy("a claim", "Contested"), "risk"),
    "penalty.credited": State("receipt", pgettext_lazy("a claim", "Credited"), "kept"),
    "penalty.rest": State("receipt", pgettext_lazy("a right", "Rest to credit"), "risk"),
    "penalty.lapsed": State("clock", pgettext_lazy("a right", "Not claimed in time"), "waived"),
    "penalty.withdrawn": State("ban", pgettext_lazy("a right", "Withdrawn"), "waived"),
    "validation.awaited": State("hourglass", pgettext_lazy("a version", "Awaited"), "running"),
    "validation.validated": State("circle-check", pgettext_lazy("a version", "Validated"), "kept"),
    "validation.refused": State("circle-x", pgettext_lazy("a version", "Refused"), "missed"),
    "validation.lapsed": State("clock", pgettext_lazy("a version", "Lapsed"), "missed"),
    "validation.accepted": State(
        "circle-check", pgettext_lazy("a version", "Accepted by silence"), "kept"
    ),
    "validation.waived": State("ban", pgettext_lazy("a version", "Subscription ended"), "waived"),
    "validation.withdrawn": State("ban", pgettext_lazy("a version", "Withdrawn"), "waived"),
    "restricted": State("shield-check", _("Security alone"), "missed"),
    "inside": State("lock", _("Internal"), "risk"),
    "request.draft": State("pencil", pgettext_lazy("a request", "Draft"), "waived"),
    "request.incomplete": State("alert-circle", pgettext_lazy("a request", "Incomplete"), "risk"),
    "request.recorded": State("lifebuoy", pgettext_lazy("a request", "Recorded"), "new"),
    "request.in_progress": State(
        "player-play", pgettext_lazy("a request", "In progress"), "running"
    ),
    "request.waiting_client": State(
        "hourglass", pgettext_lazy("a request", "Waits for the client"), "waived"
    ),
    "request.waiting_third_party": State(
        "share", pgettext_lazy("a request", "Waits for a third party"), "waived"
    ),
    "request.parked": State(
        "player-pause", pgettext_lazy("a request", "Waits for a quote"), "waived"
    ),
    "request.waiting_both": State(
        "player-pause", pgettext_lazy("a request", "Waits for the client and a quote"), "waived"
    ),
    "request.answered": State("message-circle", pgettext_lazy("a request", "Answered"), "running"),
    "request.resolved": State("circle-check", pgettext_lazy("a request", "Resolved"), "kept"),
    "request.closed": State("check", pgettext_lazy("a request", "Closed"), "waived"),
    "request.reopened": State("refresh", pgettext_lazy("a request", "Opened again"), "risk"),
    "request.refused": State("ban", pgettext_lazy("a request", "Not covered"), "missed"),
    "request.merged": State("stack-2", pgettext_lazy("a request", "Merged"), "waived"),
    "article.published": State("circle-check", pgettext_lazy("an article", "Published"), "kept"),
    "article.changed": State("pencil", pgettext_lazy("an article", "A draft waits"), "running"),
    "article.draft": State("pencil", pgettext_lazy("an article", "Draft"), "risk"),
    "article.withdrawn": State("ban", pgettext_lazy("an article", "Withdrawn"), "waived"),
    "article.clients": State("eye", pgettext_lazy("an article", "Clients"), "waived"),
    "proposal.open": State("hourglass", pgettext_lazy("a proposal", "Open"), "waived"),
    "proposal.planned": State("calendar-event", pgettext_lazy("a proposal", "Planned"), "kept"),
    "proposal.declined": State("ban", pgettext_lazy("a proposal", "Declined"), "missed"),
    "mail.waiting": State("hourglass", pgettext_lazy("a mail", "Waits for an agent"), "risk"),
    "mail.seen": State("circle-check", pgettext_lazy("a mail", "Seen to"), "kept"),
    "planned": State("calendar-event", _("To come"), "new"),
    "works": State("settings", _("Under maintenance"), "running"),
    "overrun": State("alert-triangle", _("Overrun"), "missed"),
    "works.draft": State("pencil", pgettext_lazy("works", "Not announced"), "risk"),
    "works.waiting": State("hourglass", pgettext_lazy("works", "Not begun"), "risk"),
    "works.running": State("settings", pgettext_lazy("works", "Under way"), "running"),
    "works.done": State("circle-check", pgettext_lazy("works", "Ended"), "kept"),
    "works.withdrawn": State("ban", pgettext_lazy("works", "Withdrawn"), "waived"),
    "freeze.held": State("lock", pgettext_lazy("a freeze", "Frozen"), "running"),
    "freeze.over": State("clock", pgettext_lazy("a freeze", "Over"), "waived"),
    "freeze.lifted": State("ban", pgettext_lazy("a freeze", "Lifted"), "waived"),
    "recurring.running": State("refresh", pgettext_lazy("works", "Come back"), "running"),
    "recurring.stopped": State("ban", pgettext_lazy("works", "Come no more"), "waived"),
    "partial_outage": State("alert-triangle", _("Partly down"), "missed"),
    "incident.investigating": State("search", phrase("incident.investigating"), "missed"),
    "incident.identified": State("target", phrase("incident.identified"), "risk"),
    "incident.monitoring": State("eye", phrase("incident.monitoring"), "running"),
    "incident.resolved": State("circle-check", phrase("incident.resolved"), "kept"),
    "incident.postmortem": State("book", phrase("incident.postmortem"), "kept"),
    "incident.taken_off": State("ban", pgettext_lazy("an incident", "Taken off"), "waived"),
    "impact.none": State("info-circle", phrase("impact.none"), "waived"),
    "impact.minor": State("alert-circle", phrase("impact.minor"), "risk"),
    "impact.major": State("alert-triangle", phrase("impact.major"), "missed"),
    "impact.critical": State("circle-x", phrase("impact.critical"), "missed"),
}


def state_of(name: str) -> State:
    """That state; one that is not known here is shown by its own name."""
    return STATES.get(name) or State("info-circle", name, "waived")
