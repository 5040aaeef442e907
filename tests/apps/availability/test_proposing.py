"""What is known of an outage, the exclusion proposed for it, and the person who decides."""

from __future__ import annotations

import pytest

from tenir.apps.availability import queries, services
from tenir.apps.journal.queries import entries
from tenir.apps.maintenance import services as maintenance
from tenir.terms.causes import UnknownCause
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.availability.conftest import paris

OCTOBER = paris("2026-10-01 09:00")
TOLD = (
    ("2026-09-01 00:00", "up"), ("2026-09-15 08:00", "down"), ("2026-09-15 12:00", "up"),
    ("2026-10-01 00:00", "up"),
)  # fmt: skip


@pytest.fixture
def down(drive, measure):
    """Drive was down for four hours on 15 September."""
    measure(drive, *TOLD)
    return drive


@pytest.fixture
def tell(cast, drive):
    def told(kind="client_environment", *, by=None, at=OCTOBER, **more):
        wanted = {"start": paris("2026-09-15 07:00"), "end": paris("2026-09-15 10:00"),
                  "evidence": "their mail of the day", **more}  # fmt: skip
        new = services.NewCause(kind=kind, **wanted)
        return services.tell_cause(subscription=drive.pk, told=new, actor=by or cast.olga, at=at)

    return told


def counted(cast, line):
    (outage,) = queries.outages(cast.olga).filter(subscription=line, state="down")
    return queries.counted(outage, queries.left_out(cast.olga, outage)) / 3600


@pytest.mark.clause("5.5")
def test_a_power_cut_of_15_september_is_proposed_for_what_it_covers_and_accepted(cast, down, tell):
    found = tell()
    assert (found.state, found.reason, found.seconds) == ("proposed", "client-environment", 7200)
    assert counted(cast, down) == 4
    accepted = services.accept_cause(cause_id=found.pk, actor=cast.olga, at=OCTOBER)
    assert (accepted.state, accepted.decided_by.name) == ("accepted", "Olga")
    assert accepted.exclusion.evidence == "their mail of the day"
    assert counted(cast, down) == 2


@pytest.mark.clause("5.5")
def test_declined_it_counts_with_the_reason_and_may_be_decided_again(cast, down, tell):
    found = tell()
    services.decline_cause(cause_id=found.pk, because="our switch", actor=cast.olga, at=OCTOBER)
    assert counted(cast, down) == 4
    services.accept_cause(cause_id=found.pk, evidence="two mails", actor=cast.olga, at=OCTOBER)
    assert counted(cast, down) == 2
    services.decline_cause(cause_id=found.pk, because="ours indeed", actor=cast.olga, at=OCTOBER)
    assert counted(cast, down) == 4
    found = queries.cause(cast.alice, found.pk)
    assert (found.state, found.because) == ("declined", "ours indeed")
    assert found.exclusion.reversed_because == "ours indeed"
    verbs = [entry.verb for entry in entries(cast.alice) if "cause" in entry.verb]
    assert verbs.count("availability.cause_declined") == 2


@pytest.mark.clause("5.5")
def test_an_exclusion_reversed_is_a_cause_declined(cast, down, tell):
    found = services.accept_cause(cause_id=tell().pk, actor=cast.olga, at=OCTOBER)
    services.reverse(
        exclusion_id=found.exclusion_id, because="not theirs", actor=cast.olga, at=OCTOBER
    )
    assert queries.cause(cast.olga, found.pk).because == "not theirs"


@pytest.mark.clause("5.5")
def test_what_is_none_of_the_nine_counts_and_waits_for_nobody(cast, down, tell):
    found = tell("third_party")
    assert (found.state, found.reason) == ("counts", "")
    with pytest.raises(services.CauseDecided):
        services.accept_cause(cause_id=found.pk, actor=cast.olga, at=OCTOBER)


@pytest.mark.clause("5.5")
def test_a_cause_told_before_its_outage_is_known_is_proposed_once_it_is(cast, drive, measure, tell):
    found = tell()
    assert found.state == "counts"
    measure(drive, *TOLD)
    assert services.propose_again() == 1
    assert queries.cause(cast.olga, found.pk).state == "proposed"
    assert services.propose_again() == 0


@pytest.mark.clause("5.5", "5.14")
def test_works_that_were_not_the_cause_leave_nothing_out_until_they_are_again(
    cast, down, tell, drive
):
    maintenance.put_on_record(
        number="W-1", kind="urgent-security", starts_at=paris("2026-09-15 09:00"),
        ends_at=paris("2026-09-15 11:00"), products=["drive"],
        announced_at=paris("2026-09-15 08:30"), actor=cast.olga, at=paris("2026-09-15 08:30"),
    )  # fmt: skip
    assert counted(cast, down) == 2
    found = tell("security_works", works="W-1", evidence="")
    assert (found.state, found.reason) == ("proposed", "urgent-security-maintenance")
    services.decline_cause(cause_id=found.pk, because="a disk", actor=cast.olga, at=OCTOBER)
    assert counted(cast, down) == 4
    services.accept_cause(cause_id=found.pk, actor=cast.olga, at=OCTOBER)
    assert counted(cast, down) == 2


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"kind": "bad_luck"}, UnknownCause),
        ({"evidence": " "}, services.FaultyCause),
        ({"end": paris("2026-09-15 07:00")}, services.FaultyCause),
        ({"at": paris("2026-09-15 06:00")}, services.FaultyCause),
        ({"kind": "works"}, services.FaultyCause),
        ({"works": "W-1"}, services.FaultyCause),
    ],
    ids=str,
)
def test_a_cause_that_says_too_little_is_refused(down, tell, told, error):
    with pytest.raises(error):
        tell(**told)


def test_operations_decide_support_may_tell_and_clients_read(cast, down, tell):
    found = tell(by=cast.sam)
    for who in (cast.sam, cast.alice):
        with pytest.raises(NotAllowed):
            services.accept_cause(cause_id=found.pk, actor=who, at=OCTOBER)
        with pytest.raises(NotAllowed):
            services.decline_cause(cause_id=found.pk, because="x", actor=who, at=OCTOBER)
    with pytest.raises(NotAllowed):
        tell(by=cast.alice)
    with pytest.raises(services.FaultyCause, match="say why"):
        services.decline_cause(cause_id=found.pk, because=" ", actor=cast.olga, at=OCTOBER)
    with pytest.raises(NotSeen):
        services.accept_cause(cause_id=found.pk, actor=cast.charlie, at=OCTOBER)
