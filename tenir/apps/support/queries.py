"""Questions: each says who is looking. This is the app's door; they stand in the modules beside."""

from __future__ import annotations

from tenir.apps.support.asked import (
    Preview,
    Why,
    among,
    conversation,
    if_it_were,
    preview,
    queue,
    request,
    requests,
    rulings,
    time_left,
    why,
)
from tenir.apps.support.asked_desk import (
    canned_answers,
    followers,
    hand_overs,
    kept_mail,
    kept_mail_content,
    kept_mail_top,
    links,
    merged_into,
    movings,
    presences,
    teams,
)
from tenir.apps.support.asked_knowledge import (
    article,
    article_versions,
    articles,
    proposal,
    proposals,
    suggested,
    trainings,
    trainings_for,
)
from tenir.apps.support.asked_time import Line as Line
from tenir.apps.support.asked_time import (
    announcement,
    announcements,
    balance,
    billing_terms,
    prepaid_hours,
    statement,
    time_entry,
    times,
)
from tenir.apps.support.asking_how import OVER as SAYS_HOW
from tenir.apps.support.asking_how import asked_how
from tenir.apps.support.behind import being_written, catch_up, catch_up_promises, promise
from tenir.apps.support.elements import missing_of
from tenir.apps.support.foreseeing import Foreseen, foreseen
from tenir.apps.support.happening import OTHERS as OTHERS
from tenir.apps.support.measures import By, Measured, measures
from tenir.apps.support.models import OVER as OVER
from tenir.apps.support.models import Article as Article
from tenir.apps.support.models import ArticleVersion as ArticleVersion
from tenir.apps.support.models import BillingTerms as BillingTerms
from tenir.apps.support.models import CannedAnswer as CannedAnswer
from tenir.apps.support.models import Entry as Entry
from tenir.apps.support.models import HandOver as HandOver
from tenir.apps.support.models import KeptMail as KeptMail
from tenir.apps.support.models import Link as Link
from tenir.apps.support.models import Moving as Moving
from tenir.apps.support.models import Prepaid as Prepaid
from tenir.apps.support.models import Presence as Presence
from tenir.apps.support.models import Proposal as Proposal
from tenir.apps.support.models import Request as Request
from tenir.apps.support.models import Ruling as Ruling
from tenir.apps.support.models import State as State
from tenir.apps.support.models import Team as Team
from tenir.apps.support.models import TimeEntry as TimeEntry
from tenir.apps.support.models import Training as Training
from tenir.apps.support.models import number_of as number_of
from tenir.apps.support.pace import standings
from tenir.apps.support.planning import Planned, planned

__all__ = [
    "OTHERS",
    "OVER",
    "SAYS_HOW",
    "Article",
    "ArticleVersion",
    "BillingTerms",
    "By",
    "CannedAnswer",
    "Entry",
    "Foreseen",
    "HandOver",
    "KeptMail",
    "Link",
    "Measured",
    "Moving",
    "Planned",
    "Prepaid",
    "Presence",
    "Preview",
    "Proposal",
    "Request",
    "Ruling",
    "State",
    "Team",
    "TimeEntry",
    "Training",
    "Why",
    "among",
    "announcement",
    "announcements",
    "article",
    "article_versions",
    "articles",
    "asked_how",
    "balance",
    "being_written",
    "billing_terms",
    "canned_answers",
    "catch_up",
    "catch_up_promises",
    "conversation",
    "followers",
    "foreseen",
    "hand_overs",
    "if_it_were",
    "kept_mail",
    "kept_mail_content",
    "kept_mail_top",
    "links",
    "measures",
    "merged_into",
    "missing_of",
    "movings",
    "planned",
    "prepaid_hours",
    "presences",
    "preview",
    "promise",
    "proposal",
    "proposals",
    "queue",
    "request",
    "requests",
    "rulings",
    "standings",
    "statement",
    "suggested",
    "teams",
    "time_entry",
    "time_left",
    "times",
    "trainings",
    "trainings_for",
    "why",
]
