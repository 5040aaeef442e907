"""Prerequisites: published per version, read by each client concerned."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tenir.apps.catalogue import queries, services
from tenir.apps.catalogue.queries import Prerequisites, ProductVersion
from tenir.apps.catalogue.services import FaultyPrerequisites, Needed
from tenir.apps.commitments.queries import Commitment
from tenir.apps.notices.queries import Notice
from tenir.terms.resolution import Terms
from tenir.viewer import NotAllowed, NotSeen, Viewer
from tests.cast import Cast

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 1, 6, 9, tzinfo=UTC)
IN_MARCH = date(2026, 3, 2)
BROWSER = Needed(
    "system_software", "Navigateur de moins de deux ans", "A browser under two years old",
    "documentation", "Drive 5.0, page 12",
)  # fmt: skip

pytestmark = pytest.mark.clause("4.1", "5.11")


@pytest.fixture
def version(catalogue: Cast, terms: Terms) -> ProductVersion:
    return services.release_version(
        queries.product("drive"), number="5.0", released_on=date(2026, 1, 5), terms=terms,
        actor=catalogue.rita, at=MONDAY,
    )  # fmt: skip


def publish(
    cast: Cast, version: ProductVersion, at: datetime = MONDAY, **given: object
) -> Prerequisites:
    asked = {"items": [BROWSER], "required_from": IN_MARCH, "concerned": [cast.martin.pk], **given}
    return services.publish_prerequisites(version, actor=cast.rita, at=at, **asked)


def test_each_keeps_its_source(cast: Cast, version: ProductVersion) -> None:
    publish(cast, version)
    edition = queries.prerequisites_of(version)
    assert edition is not None
    assert [(i.source, i.reference) for i in edition.items.all()] == [
        ("documentation", "Drive 5.0, page 12")
    ]


def test_the_client_concerned_owes_to_read_them_or_risks_an_exclusion(
    cast: Cast, version: ProductVersion
) -> None:
    publish(cast, version)
    (owed,) = Commitment.objects.filter(kind="catalogue.acknowledge_prerequisites")
    assert (owed.organisation_id, owed.owed_by) == (cast.martin.pk, "client")
    assert owed.risk == "prerequisites-not-met"
    assert owed.due_at == datetime(2026, 3, 1, 23, tzinfo=UTC)  # as 2 March begins in Paris


def test_its_contacts_and_nobody_else_s_are_told(cast: Cast, version: ProductVersion) -> None:
    publish(cast, version)
    told = Notice.objects.filter(kind="catalogue.prerequisites_published", channel="email")
    assert {n.address for n in told} == {"alice@example.org", "bob@example.org"}
    assert "Navigateur de moins de deux ans" in told[0].text
    assert "02/03/2026" in told[0].title


def test_bob_reads_them_and_the_promise_is_kept(cast: Cast, version: ProductVersion) -> None:
    edition = publish(cast, version)
    for _ in range(2):
        services.acknowledge_prerequisites(
            edition.pk, organisation=cast.martin.pk, actor=cast.bob, at=TUESDAY
        )
    (owed,) = Commitment.objects.filter(kind="catalogue.acknowledge_prerequisites")
    assert owed.state == "kept"
    (read,) = queries.acknowledgements(cast.alice)
    assert (read.person, read.acknowledged_at) == (cast.people["bob"], TUESDAY)


def test_a_new_edition_takes_the_place_of_the_one_before(
    cast: Cast, version: ProductVersion
) -> None:
    publish(cast, version)
    second = publish(cast, version, TUESDAY)
    owed = Commitment.objects.filter(kind="catalogue.acknowledge_prerequisites").order_by("pk")
    assert [c.state for c in owed] == ["waived", "running"]
    assert list(queries.unread(cast.alice, cast.martin.pk)) == [second]
    title = Notice.objects.filter(channel="email").latest("pk").title
    assert "modifiés" in title


def test_a_client_that_subscribes_later_is_asked_then(cast: Cast, version: ProductVersion) -> None:
    edition = publish(cast, version, concerned=[])
    services.ask_acknowledgement(
        edition, cast.novak.pk, due_on=date(2026, 4, 1), actor=cast.anna, at=TUESDAY
    )
    (owed,) = Commitment.objects.filter(kind="catalogue.acknowledge_prerequisites")
    assert owed.organisation_id == cast.novak.pk


@pytest.mark.parametrize(
    "given",
    [
        {"items": []},
        {"items": [replace(BROWSER, text_en=" ")]},
        {"items": [replace(BROWSER, reference="")]},
        {"items": [replace(BROWSER, source="hearsay")]},
        {"items": [replace(BROWSER, kind="magic")]},
        {"required_from": date(2026, 1, 5)},
    ],
)
def test_faulty_prerequisites_are_refused_and_nothing_is_told(
    cast: Cast, version: ProductVersion, given: dict[str, object]
) -> None:
    with pytest.raises(FaultyPrerequisites):
        publish(cast, version, **given)
    assert not Prerequisites.objects.exists()
    assert not Notice.objects.exists()


def those_who(cast: Cast, sees: Callable[[Viewer], object]) -> set[str]:
    return {name for name, who in cast.everyone if sees(who)}


MARTIN = {"alice", "bob", "rose", "sam", "olga", "rita", "anna", "fred", "sofia", "adam"}


def test_what_a_client_read_and_did_not_is_its_own(cast: Cast, version: ProductVersion) -> None:
    edition = publish(cast, version)
    assert those_who(cast, lambda who: queries.unread(who, cast.martin.pk)) == MARTIN
    services.acknowledge_prerequisites(
        edition.pk, organisation=cast.martin.pk, actor=cast.alice, at=TUESDAY
    )
    assert those_who(cast, queries.acknowledgements) == MARTIN
    asked = lambda who: queries.acknowledgements(who, organisation=cast.martin.pk)  # noqa: E731
    assert those_who(cast, asked) == MARTIN


def test_only_a_contact_of_the_client_acknowledges(cast: Cast, version: ProductVersion) -> None:
    edition = publish(cast, version)
    done, unseen = set(), set()
    for name, who in cast.everyone:
        try:
            services.acknowledge_prerequisites(
                edition.pk, organisation=cast.martin.pk, actor=who, at=TUESDAY
            )
            done.add(name)
        except NotSeen:
            unseen.add(name)
        except NotAllowed:
            pass
    assert (done, unseen) == ({"alice", "bob"}, {"charlie", "nobody"})
