"""Nothing of one client is learnt by another's people: not that a thing exists, nor how many.

Another's thing is answered as nothing is, by every address, question and form; whatever happens to
one client changes no answer to the other; nobody is written what is not theirs. Each is tried by
the main contact, who may do most, from both sides. What queries give: test_access.py, on both
databases; what operations of the API answer: tests/faces/api/test_hidden.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from tenir.apps.notices.queries import Attempt, Channel, Notice
from tenir.integrations.mail.message import message_of
from tenir.integrations.webhooks.calling import payload
from tests.once import undone
from tests.stories.doors import ONLY_POSTS, Door
from tests.stories.marks import BOTH, read, strange
from tests.stories.matrix import FACES
from tests.stories.rules import NOWHERE, PEOPLE
from tests.stories.test_matrix import address
from tests.stories.visitors import Answer, Visitors
from tests.stories.world import NOW, Side, World, again

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGES = [door for face in ("public", "portal", "account") for door in FACES[face]]
NAMED = [door for door in PAGES if door.nothing]
OF_NOTHING = "zzyzx"
FIELD = re.compile(r'<(?:input|select|textarea)\b[^>]*\bname="(\w+)"')
FORM = re.compile(r'<form\b[^>]*\bmethod="(get|post)".*?</form>', re.DOTALL | re.IGNORECASE)
THINGS = {  # which of a client's things a form's choice names
    "client": "organisation", "contract": "contract", "subscription": "subscription",
    "person": "person", "document": "document_client",
}  # fmt: skip


def pairs(world: World) -> Iterator[tuple[str, Side, Side]]:
    """Each main contact, their own client, the other's."""
    martin, novak = world.sides
    yield "alice", martin, novak
    yield "charlie", novak, martin


def test_anothers_thing_is_answered_as_what_does_not_exist(
    world: World, visitors: Visitors
) -> None:
    wrong, compared = [], 0
    for door in NAMED:
        for name, own, other in pairs(world):
            assert door.of
            theirs, nothing = dict(door.of(world, other)), {**door.of(world, other), **door.nothing}
            if theirs == door.of(world, own):  # the agreement's, the publisher's
                continue
            for method in ("GET", "POST"):
                told = [
                    visitors.ask(name, method, address(door, each)) for each in (theirs, nothing)
                ]
                named = {address(door, nothing): address(door, theirs)}
                named |= {f"/{nothing[key]}/": f"/{theirs[key]}/" for key in theirs}
                compared += 1
                if told[0].without() != as_of(told[1], named):
                    wrong.append(f"{method} {door.route} by {name}: {told[0].status}")
    assert wrong == [], "\n".join(wrong)
    assert compared > 50


def as_of(answer: Answer, named: Mapping[str, str]) -> tuple[int, str]:
    """The answer about nothing, had it been asked under the other's names."""
    status, text = answer.without()
    for nothing, theirs in named.items():
        text = text.replace(nothing, theirs)
    return status, text


def test_a_question_about_the_other_client_finds_what_nonsense_finds(
    world: World, visitors: Visitors
) -> None:
    wrong, compared = [], 0
    for door, name, at, other, fields in asking(world, visitors, "get"):
        wanted = {(field, other.word) for field in fields - {"q"}}
        if "search/" in at:
            wanted = {("q", each) for each in (other.word, other.number, other.contract_number)}
        for field, value in sorted(wanted):
            told = [answered(visitors, name, at, field, each) for each in (value, OF_NOTHING)]
            compared += 1
            if told[0] != told[1]:
                wrong.append(f"{door.route}?{field}={value} tells {name}")
    assert wrong == [], "\n".join(wrong)
    assert compared > 20


def answered(visitors: Visitors, name: str, at: str, field: str, value: str) -> tuple[int, str]:
    """The answer to one question, without its own words."""
    return visitors.ask(name, "GET", at, {field: value}).without(value, value.lower())


def asking(
    world: World, visitors: Visitors, method: str
) -> Iterator[tuple[Door, str, str, Side, set[str]]]:
    """Every page that asks something by a form, of whom, of which other client, and its fields."""
    for door in PAGES:
        if door.get == ONLY_POSTS or door.of or door.dear:
            continue
        for name, own, other in pairs(world):
            if name not in door.who(own):
                continue
            at = address(door, {})
            page = visitors.reads(name, at).shown
            forms = [form[0] for form in FORM.finditer(page) if form[1].lower() == method]
            fields = {each for form in forms for each in FIELD.findall(form)}
            if fields:
                yield door, name, at, other, fields


def test_a_form_takes_the_other_clients_thing_for_nothing(world: World, visitors: Visitors) -> None:
    wrong, named = [], set()
    for door, name, at, other, fields in asking(world, visitors, "post"):
        for field in sorted(fields & set(THINGS)):
            named.add((door.route, field))
            value = getattr(other, THINGS[field])
            told, nothing = (
                visitors.ask(name, "POST", at, {field: each}) for each in (value, NOWHERE)
            )
            if told.without() != as_of(nothing, {str(NOWHERE): str(value)}):
                wrong.append(f"{door.route} by {name}: {field}")
    assert wrong == [], "\n".join(wrong)
    assert ("portal/orders/ask/", "contract") in named


def test_what_happens_to_one_client_changes_nothing_for_the_other(
    world: World, visitors: Visitors
) -> None:
    martin, novak = world.sides
    before = everything(world, visitors, "alice", martin)
    theirs = visitors.ask("charlie", "GET", "/portal/").without()
    with undone():
        again(world, novak)
        after = everything(world, visitors, "alice", martin)
        assert visitors.ask("charlie", "GET", "/portal/").without() != theirs
    assert [at for at, told in before.items() if after[at] != told] == []


def everything(
    world: World, visitors: Visitors, name: str, own: Side
) -> dict[str, tuple[int, str]]:
    """All that someone can read: pages, files of lists, what is found, by their addresses."""
    shown = {}
    for door in FACES["portal"]:
        if door.get == ONLY_POSTS or name not in door.who(own):
            continue
        at = address(door, dict(door.of(world, own)) if door.of else {})
        for question in ("", *door.asked, *(("?q=drive",) if "search/" in at else ())):
            shown[at + question] = visitors.ask(name, "GET", at + question).without()
    return shown


def test_nobody_is_written_what_is_the_other_clients(world: World) -> None:
    wrong, written = [], 0
    for name in sorted((PEOPLE["martin"] | PEOPLE["novak"]) - BOTH):
        (own,) = (side for side in world.sides if name in PEOPLE[side.word])
        looked_for, person = strange(world, name), world.cast.people[name].pk
        rows = Notice.objects.filter(person=person) | Notice.objects.filter(endpoint=own.endpoint)
        for notice in rows.select_related("envelope"):
            written += 1
            if told := read(words_of(notice), looked_for):
                wrong.append(f"{notice.kind} by {notice.channel} tells {name} of {told}")
    assert wrong == [], "\n".join(wrong)
    assert written > 20


def words_of(notice: Notice) -> str:
    """All that goes out: the message as it is mailed, or what a program is called with."""
    if notice.endpoint_id:
        return payload(notice).decode()
    if notice.channel != Channel.EMAIL:
        return f"{notice.address}\n{notice.title}\n{notice.text}\n{notice.html}"
    attempt = Attempt(notice=notice, address=notice.address)
    message = message_of(attempt, mail_from="tenir@example.com", at=NOW)
    parts = (part.get_content() for part in message.iter_parts())
    return "\n".join([*message.values(), *parts])
