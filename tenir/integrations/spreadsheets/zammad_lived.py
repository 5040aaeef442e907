"""What a ticket of Zammad's lived after it was recorded: its words, its waits, its end.

“Pending reminder” after an agent's word to the client is a wait for the client: a question, which
pauses the clock until the client answers or the ticket goes on. No other pending state is one.

Clause: 7.13, 7.14.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tenir.apps.support.services import Past
from tenir.integrations.mail.words import text_of_html
from tenir.integrations.spreadsheets.requests_read import Read, instant
from tenir.integrations.spreadsheets.zammad_read import Files, Turn, turns_of

WORDS_AT_MOST = 100_000
WAITS, ENDING = "pending reminder", "pending close"
PENDING = frozenset({WAITS, ENDING})
ONE_ACT = timedelta(seconds=60)  # a word and the change of state that came with it


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it is read: its articles in order of time, each with its files.

    `state` says which of Zammad's own states a name stands for.
    """

    key: str
    told: Mapping[str, Any]
    where: str
    opened: datetime
    articles: Sequence[Mapping[str, Any]]
    files: Sequence[Files]
    state: Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Word:
    """An article after the first; `turned`: the state that the ticket took with it, if any."""

    place: str
    at: datetime
    article: Mapping[str, Any]
    files: Files
    turned: str | None = None

    @property
    def ours(self) -> bool:
        """Whether the publisher's side wrote it."""
        return self.article.get("sender") != "Customer"

    @property
    def public(self) -> bool:
        """Whether the client reads it."""
        return not (self.article.get("internal") or self.article.get("sender") == "System")


def lived(found: Read, ticket: Ticket) -> Iterator[Past]:
    """What followed the recording, in order; what cannot be taken as it stood is told.

    Clause: 7.13, 7.14.
    """
    spoken = list(_spoken(found, ticket))
    turns = turns_of(found, ticket.told, ticket.where, ticket.state)
    closed, at_close = _closed(found, ticket), False
    story = _Story(found, ticket)
    turns = _pending_now(ticket, spoken) if turns is None else turns
    for each in _in_order(spoken, turns, closed):
        if closed and each.at > closed and not at_close:
            yield from story.closing(closed)
            at_close = True
        yield from story.told(each) if isinstance(each, Word) else story.turned(each)
    if closed and not at_close:
        yield from story.closing(closed)


def words(article: Mapping[str, Any]) -> str:
    """What an article says, as plain text."""
    body = str(article.get("body") or "")
    html = "html" in str(article.get("content_type", ""))
    return (text_of_html(body) if html else body).replace("\x00", "").strip()[:WORDS_AT_MOST]


class _Story:
    """A ticket told event by event; where it stands: recorded, answered, waiting or closed."""

    def __init__(self, found: Read, ticket: Ticket) -> None:
        self.found, self.ticket, self.stands = found, ticket, "recorded"
        self.answered = False
        self.said: set[str] = set()

    def told(self, word: Word) -> Iterator[Past]:
        """An article, as the event that it is."""
        before, (what, self.stands) = self.stands, self._event(word)
        self.answered |= what == "answered"
        if (what, before) == ("client_asked", "waiting"):  # one more question: it goes on waiting
            yield Past(word.place, "client_replied", word.at)
        by = str(word.article.get("created_by") or "")
        yield Past(word.place, what, word.at, by, words(word.article), files=word.files.taken)

    def turned(self, turn: Turn) -> Iterator[Past]:
        """A change of state without a word: a wait begins or ends, or none does and it is told."""
        place = f"{self.ticket.where}.history"
        if turn.after == WAITS and self.stands == "answered":
            self.stands = "waiting"
            yield Past(place, "client_asked", turn.at)
        elif turn.after in PENDING and self.stands == "recorded" and not self.answered:
            self._no_pause(turn.after)
        elif turn.after not in PENDING and self.stands == "waiting":
            self.stands = "recorded"
            yield Past(place, "client_replied", turn.at)

    def closing(self, at: datetime) -> Iterator[Past]:
        """Closed as an answer leads to it; where nobody answered, the end is the answer."""
        if self.stands != "answered":
            yield Past(self.ticket.where, "resolved", at)
        self.stands = "closed"
        yield Past(self.ticket.where, "closed", at)

    def _event(self, word: Word) -> tuple[str, str]:
        """The event that an article is, and where it leaves the request."""
        if not word.public:
            return "noted", self.stands
        if self.stands == "closed":  # words after the end say no more than themselves
            return ("noted" if word.ours else "said"), "closed"
        if word.ours:
            asks = word.turned == WAITS or (word.turned is None and self.stands == "waiting")
            return ("client_asked", "waiting") if asks else ("answered", "answered")
        replies = self.stands in {"answered", "waiting"}
        return ("client_replied", "recorded") if replies else ("said", self.stands)

    def _no_pause(self, state: str) -> None:
        key = "requests.pending_unasked" if state == WAITS else "requests.pending_close"
        if key not in self.said:
            self.found.tell(key, self.ticket.where, key=self.ticket.key)
        self.said.add(key)


def _spoken(found: Read, ticket: Ticket) -> Iterator[Word]:
    for number, article in enumerate(ticket.articles[1:], start=1):
        place = f"{ticket.where}.articles[{number}]"
        at = instant(found, place, "created_at", str(article.get("created_at") or ""), needed=True)
        if at is not None:
            yield Word(place, max(at, ticket.opened), article, ticket.files[number])


def _closed(found: Read, ticket: Ticket) -> datetime | None:
    told = ticket.told
    if ticket.state(told.get("state")) != "closed":
        return None
    ends = str(told.get("last_close_at") or told.get("close_at") or told.get("updated_at"))
    return instant(found, ticket.where, "close_at", ends, needed=True)


def _in_order(
    spoken: Sequence[Word], turns: Sequence[Turn], closed: datetime | None
) -> list[Word | Turn]:
    """Articles and changes of state, in order; one that came with a word is told by the word."""
    with_word = [(turn, _with(turn, spoken)) for turn in turns]
    came = {id(word): turn.after for turn, word in with_word if word}
    told: list[Word | Turn] = [replace(word, turned=came.get(id(word))) for word in spoken]
    alone = [turn for turn, word in with_word if word is None and not _ends(turn, closed)]
    return sorted([*told, *alone], key=lambda each: each.at)


def _with(turn: Turn, spoken: Sequence[Word]) -> Word | None:
    """The word that a change of state came with, None where it came alone."""
    near = [word for word in spoken if word.public and abs(word.at - turn.at) <= ONE_ACT]
    if turn.after in PENDING:  # a client's word makes no ticket wait
        near = [word for word in near if word.ours]
    return near[-1] if near else None


def _ends(turn: Turn, closed: datetime | None) -> bool:
    return closed is not None and turn.after == "closed" and abs(turn.at - closed) <= ONE_ACT


def _pending_now(ticket: Ticket, spoken: Sequence[Word]) -> list[Turn]:
    """The state that a ticket is in, where nothing tells of those before: since the last word."""
    state = ticket.state(ticket.told.get("state"))
    if state not in {WAITS, ENDING}:
        return []
    public = [word for word in spoken if word.public]
    return [Turn(public[-1].at if public else ticket.opened, "", state)]
