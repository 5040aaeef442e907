"""Every operation of support with arguments that suit it: of whose request, and who is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.faces.api.sample import (
    BECAUSE,
    CONTRACT,
    Given,
    Sample,
    file,
    given,
    key,
    one,
    speakers_alone,
    speaking,
    whole,
)
from tests.stories.rules import Who, client, only, staff
from tests.stories.world import Side, World

REQUEST, RULED_OUT = key(id="request"), key(id="ruled_out")
ANSWERING = only("sam", "sofia", "adam")
SELLING = only("anna", "fred", "adam")
SAID = given(text="The file opens")
FOUND = given(impact="low", urgency="normal")
PERIOD = given(since="2026-01-01T00:00:00Z", until="2027-01-01T00:00:00Z")


def samples() -> Iterator[Sample]:
    """Every operation at least once."""
    yield from _asked()
    yield from _read()
    yield from _answered()
    yield from _ruled()
    yield from _joined()
    yield from _desk()
    yield from _time()


def answering_and_speaking(side: Side) -> frozenset[str]:
    """Those who answer requests, and that client's contacts."""
    return speaking(side) | ANSWERING(side)


def agents(name: str, path: Given = REQUEST, who: Who = ANSWERING, **rest: Any) -> Sample:
    """An act that is refused by one's role alone, before anything is looked for."""
    return Sample(name, who, path, outside=403, **rest)


def _asked() -> Iterator[Sample]:
    yield Sample(
        "open_request", speakers_alone,
        told=lambda _w, s: {"client": s.organisation, "subscription": s.subscription,
                            "problem": "Nothing opens", "impact": "high", "urgency": "critical"},
        staff=404,
    )  # fmt: skip
    yield one(
        "preview_request", client, given(),
        query=lambda _w, s: {"subscription": s.subscription, **FOUND(_w, s)},
    )  # fmt: skip
    sent = {"path": REQUEST, "done": 422}
    yield Sample("fill_request", answering_and_speaking, told=given(steps="Open it"), **sent)
    yield one("send_request", client, REQUEST)
    yield Sample("discard_request", client, **sent)
    yield one("reply_to_request", speakers_alone, REQUEST, told=SAID)
    yield Sample(
        "attach_file_to_request", answering_and_speaking, REQUEST,
        form=lambda _w, _s: {"file": file("log.txt", b"Error 500\n", "text/plain")},
    )  # fmt: skip
    yield one("contest_request", speakers_alone, REQUEST, told=BECAUSE, done=409)
    yield one("close_request", answering_and_speaking, RULED_OUT, told=given())
    yield one("reopen_request", answering_and_speaking, RULED_OUT, told=BECAUSE, done=409)
    yield one("rate_request", speakers_alone, REQUEST, told=given(score=3), done=409)
    yield one("follow_request", client, REQUEST)
    yield one("unfollow_request", client, REQUEST)


def _read() -> Iterator[Sample]:
    yield whole("list_requests")
    yield whole("list_queue")
    yield one("read_request", client, REQUEST)
    yield one("list_conversation", client, REQUEST)
    yield one("read_clock", client, REQUEST)
    yield one("read_what_if", client, REQUEST, query=FOUND)
    yield one("list_followers", client, REQUEST)
    yield one("list_links", client, REQUEST)
    yield one("list_presences", staff, REQUEST, inside=404)


def _answered() -> Iterator[Sample]:
    yield agents("take_request_in_charge")
    yield agents("assign_request", told=given())
    yield agents("answer_request", told=SAID)
    yield agents("ask_client", told=SAID)
    yield agents("write_to_client", told=SAID, done=409)  # it may be answered
    yield agents("note_on_request", told=SAID)
    yield agents("note_call", told=given(text="Called", called_at="2026-10-06T10:00:00Z"))
    yield agents("requalify_request", told=given(because="One user", **FOUND(None, None)))
    yield agents("resolve_request", told=SAID)
    yield agents("reproduce_request", told=given(reproduced=True, text="On 5.2"))
    yield agents("explain_lateness", told=BECAUSE)
    yield agents("be_on_request", told=given(writing=True))


def _ruled() -> Iterator[Sample]:
    yield whole("list_rulings")
    yield agents("rule_request_out", told=given(reason="other_product", evidence="Seen"))
    yield one("contest_ruling", speakers_alone, RULED_OUT, told=BECAUSE)
    yield agents("reverse_ruling", RULED_OUT, told=BECAUSE)
    kind = given(kind="training", because="Asked for by letter")
    yield agents("park_request", told=kind)
    yield agents("unpark_request", told=BECAUSE, done=409)


def _joined() -> Iterator[Sample]:
    other: Given = lambda _w, side: {"request": side.ruled_out}  # noqa: E731
    yield whole("list_hand_overs")
    yield agents("hand_over_request", RULED_OUT, told=given(software="k2-geospatial"), done=409)
    yield agents("take_request_back", RULED_OUT, told=given(outcome="Mended"), done=409)
    yield agents("merge_request", told=other, done=422)  # that one is over
    yield agents("split_request", told=given(problem="Another matter"))
    yield agents("link_request", told=other)
    yield agents("restrict_request")
    yield agents("unrestrict_request", who=only("sofia", "adam"), told=BECAUSE)


def _desk() -> Iterator[Sample]:
    leaders = only("sam", "anna", "adam")
    answer = given(name="Once more", text_fr="Bonjour", text_en="Hello")
    yield whole("list_teams")
    yield one("read_team", staff, _one_of("teams"), inside=404)
    yield whole("make_team", leaders, told=given(name="Nights", members=[]))
    yield one(
        "change_team", leaders, _one_of("teams"), told=given(name="Days", members=[]), inside=404
    )
    yield whole("list_canned_answers")
    yield one("read_canned_answer", staff, _one_of("canned_answers"), inside=404)
    yield whole("keep_answer", ANSWERING, told=answer)
    yield one("change_answer", ANSWERING, _one_of("canned_answers"), told=answer, inside=404)
    yield one("withdraw_answer", ANSWERING, _one_of("canned_answers"), inside=404)
    yield whole("list_closures")
    yield whole(
        "foresee_closure", only("anna", "olga", "adam"),
        query=given(on="2026-12-24", start=43_200),
    )  # fmt: skip
    yield whole(
        "announce_closure", only("anna", "olga", "adam"),
        told=given(on="2026-12-24", because="Stocktaking"),
    )  # fmt: skip
    yield whole("read_support_measures", query=PERIOD)
    yield whole("list_kept_mail")
    kept = key(id="kept_mail")
    yield one("read_kept_mail", ANSWERING, kept, inside=404, staff=404)
    yield agents("place_kept_mail", kept, told=key(request="request"))
    yield agents("settle_kept_mail", kept, told=BECAUSE)


def _one_of(query: str) -> Given:
    """The first that staff are shown."""

    def found(_world: World, _side: Side) -> Mapping[str, Any]:
        from tenir.apps.support import queries  # noqa: PLC0415
        from tenir.viewer import SYSTEM  # noqa: PLC0415

        return {"id": getattr(queries, query)(SYSTEM).first().pk}

    return found


def _time() -> Iterator[Sample]:
    spent = given(nature="analysis", minutes=30, started_at="2026-10-06T09:00:00Z")
    terms = given(hourly_rate="95.00", rounding=15)
    bought = given(minutes=600, key="hours/9", bought_on="2026-10-01")
    billing = only("sam", "anna", "fred", "adam")
    yield whole("list_request_times")
    yield agents("record_time", told=spent)
    entry, right = key(id="time"), only("sam", "anna", "fred", "adam")
    changed = given(
        nature="analysis", minutes=20, started_at="2026-10-06T09:00:00Z", because="A slip"
    )
    yield one("read_request_time", staff, entry, inside=404)
    yield agents("correct_time", entry, right, told=changed)
    yield agents("withdraw_time", entry, right, told=BECAUSE)
    yield one("read_time_announcement", client, RULED_OUT)
    yield one("list_time_announcements", client, RULED_OUT)
    yield agents("announce_time", told=given(because="Settings", minutes=60))
    yield one("answer_time", speakers_alone, RULED_OUT, told=given(accepted=True))
    yield agents("charge_time", RULED_OUT, billing)
    yield one("read_billing_terms", client, CONTRACT)
    yield agents("set_billing_terms", CONTRACT, SELLING, told=terms)
    yield whole("list_prepaid_hours")
    yield agents("buy_hours", CONTRACT, SELLING, told=bought)
    yield one("read_prepaid_balance", client, CONTRACT, query=given(on="2026-10-12"))
    yield one("read_time_statement", client, CONTRACT, query=PERIOD)
