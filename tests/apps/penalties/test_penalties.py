"""A right opened, claimed or not, contested, credited: what each side is told and may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tenir.apps.availability import services as availability
from tenir.apps.commitments import queries as commitments
from tenir.apps.journal.queries import entries
from tenir.apps.notices.queries import Notice
from tenir.apps.parties import services as parties
from tenir.apps.penalties import queries, services
from tenir.apps.penalties.models import Claim, CreditNote, Right
from tenir.apps.reports import services as reports
from tenir.apps.reports.queries import recompute_promise
from tenir.integrations.credit_notes.entries import entries_of
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.availability.conftest import paris

OCTOBER, IN_TIME = paris("2026-10-01 04:00"), paris("2026-10-05 10:00")
LAST, LATE = paris("2026-10-14 23:59"), paris("2026-10-15 00:00")
DECEMBER = paris("2026-12-01 00:00")
PUBLISHER = {
    "legal_name": "Éditions Tenir SAS", "siren": "732829320", "vat_number": "FR44732829320",
    "street": "1 rue du Port", "postcode": "44000", "city": "Nantes",
}  # fmt: skip
REDUCTION = {"vat": "reduction", "vat_rate": Decimal(20)}
DAMAGES = {"vat": "damages", "reason": "Indemnité hors du champ de la TVA"}


@pytest.fixture
def measured(drive, measure):
    """August and September 2026 missed: a right of 40 € for September."""
    measure(
        drive, ("2026-08-01 00:00", "up"), ("2026-08-12 08:00", "down"),
        ("2026-08-12 13:00", "up"), ("2026-09-15 08:00", "down"), ("2026-09-15 16:30", "up"),
        ("2026-11-01 00:00", "up"),
    )  # fmt: skip
    return drive


@pytest.fixture
def right(cast, measured):
    freeze(cast, measured)
    return Right.objects.get()


def freeze(cast, line, month="2026-09"):
    return reports.freeze_month(subscription=line.pk, month=month, actor=cast.olga, at=OCTOBER)


def claim(who, line, at=IN_TIME, month="2026-09"):
    return services.send_claim(subscription=line.pk, month=month, actor=who, at=at)


def revise_away(cast, line):
    availability.exclude(
        subscription=line.pk, start=paris("2026-09-15 08:00"), end=paris("2026-09-15 16:30"),
        reason="client-environment", evidence="mail", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    reports.revise(
        subscription=line.pk, month="2026-09", because="their mail", actor=cast.olga, at=DECEMBER
    )


def invoicing(cast, **vat):
    parties.change_client(cast.martin.pk, siren="552100554", actor=cast.anna, at=OCTOBER)
    return services.set_invoicing(**PUBLISHER, **vat, actor=cast.fred, at=OCTOBER)


def issue(cast, found, at=DECEMBER, **given):
    told = {"corrects": "F-2026-001", "corrects_on": date(2026, 1, 2), "fee_paid": True} | given
    return services.issue(found.pk, **told, actor=cast.fred, at=at)


def sent(kind):
    return Notice.objects.filter(kind=f"penalties.{kind}", channel="email").count()


def standing(cast, at=IN_TIME):
    return [row.standing for row in queries.rights(cast.fred, at=at)]


# --- the right


@pytest.mark.clause("5.6", "5.8")
def test_a_frozen_month_opens_the_right_and_the_client_is_told_unasked(cast, right):
    assert (right.month, right.run, right.tier_rate, right.amount) == (
        "2026-09", 2, Decimal(1), Decimal("40.00"),
    )  # fmt: skip
    assert right.claim_by == LATE
    assert right.reasons["rule"] == "penalty.rate"
    assert sent("opened") >= 1
    assert entries(cast.olga, verb="penalties.right_opened").count() == 1


@pytest.mark.clause("5.6")
def test_a_month_missed_alone_opens_none(cast, measured):
    freeze(cast, measured, "2026-08")
    assert not Right.objects.exists()
    with pytest.raises(services.NothingToClaim, match="opens no right"):
        claim(cast.alice, measured, month="2026-08")


@pytest.mark.clause("5.5", "5.6")
def test_a_revision_without_a_right_withdraws_it_and_refuses_its_claim(cast, measured, right):
    claim(cast.alice, measured)
    revise_away(cast, measured)
    right.refresh_from_db()
    assert (right.withdrawn_because, Claim.objects.get().state) == ("their mail", "refused")
    assert standing(cast) == ["withdrawn"]
    assert sent("withdrawn") >= 1


@pytest.mark.clause("5.6", "5.9")
def test_a_month_revised_after_its_credit_leaves_the_note_and_tells_finance(cast, measured, right):
    invoicing(cast, vat="damages", reason="Hors champ")
    note = issue(cast, claim(cast.alice, measured))
    before = (note.net, note.said)
    revise_away(cast, measured)
    note.refresh_from_db()
    right.refresh_from_db()
    assert (note.net, note.said) == before
    assert right.withdrawn_because == "their mail"
    assert (Claim.objects.get().state, standing(cast)) == ("credited", ["credited"])
    assert sent("revised_staff") >= 1


def revise_to_more(cast, line, at=DECEMBER, day=20):
    """One more day down: 5.12 and then 8.45 points short, so 280 € and 400 €."""
    availability.correct(
        subscription=line.pk, start=paris(f"2026-09-{day} 00:00"),
        end=paris(f"2026-09-{day + 1} 12:00"), state="down", because="a probe was blind",
        actor=cast.olga, at=at,
    )  # fmt: skip
    reports.revise(
        subscription=line.pk, month="2026-09", because="a probe was blind", actor=cast.olga, at=at
    )


@pytest.mark.clause("5.9")
def test_the_credit_is_owed_until_it_is_paid_and_comes_out_again(cast, measured, right):
    invoicing(cast, **REDUCTION)
    note = issue(cast, claim(cast.alice, measured))
    (owed,) = commitments.commitments(cast.alice, kind="penalty.credit")
    assert (owed.owed_by, owed.state, owed.answerable) == ("publisher", "running", "finance")
    assert owed.due_at == paris(f"{note.due_on + timedelta(days=1)} 00:00")
    assert recompute_promise(cast.alice, owed.pk).outcome == "same"
    services.mark_paid(note.pk, on=note.due_on, by="F-2027-001", actor=cast.fred, at=DECEMBER)
    owed.refresh_from_db()
    assert owed.state == "kept"


@pytest.fixture
def credited(cast, measured, right):
    """The 40 € of September credited by AV-2026-00001."""
    invoicing(cast, **REDUCTION)
    return issue(cast, claim(cast.alice, measured))


@pytest.mark.clause("5.8", "5.9")
def test_a_month_revised_to_more_after_its_credit_is_owed_one_more_note(cast, measured, credited):
    revise_to_more(cast, measured)
    found = Claim.objects.get()
    assert (standing(cast), found.left, sent("revised") >= 1) == (["rest"], Decimal(240), True)
    (exposed,) = queries.exposure(cast.fred, at=DECEMBER)
    assert (exposed.credited, exposed.owed) == (Decimal(40), Decimal(240))
    more = issue(cast, found)
    assert (more.number, more.net, more.vat, more.said["complements"]) == (
        "AV-2026-00002", Decimal(240), Decimal(48), [credited.number],
    )  # fmt: skip
    assert issue(cast, found) == more
    assert standing(cast) == ["credited"]
    revise_to_more(cast, measured, day=22)
    last = issue(cast, found)
    assert (last.net, last.said["complements"]) == (Decimal(120), [credited.number, more.number])


@pytest.mark.clause("5.9")
def test_a_month_revised_to_less_takes_nothing_back_and_says_so(cast, measured, credited):
    revise_away(cast, measured)
    found = Claim.objects.get()
    assert (found.left, sent("revised") >= 1, sent("withdrawn")) == (0, True, 0)
    assert issue(cast, found) == credited
    (exposed,) = queries.exposure(cast.fred, at=DECEMBER)
    assert (exposed.credited, exposed.owed, exposed.gone) == (Decimal(40), 0, 0)


# --- the claim


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(("at", "state"), [(LAST, "accepted"), (LATE, "refused")])
def test_a_claim_counts_to_the_last_minute_of_the_tenth_working_day(
    cast, measured, right, at, state
):
    found = claim(cast.alice, measured, at)
    assert (found.state, found.in_time) == (state, at == LAST)
    assert bool(found.because) == (at == LATE)
    promise = commitments.commitment_of(cast.alice, right.promise)
    assert promise.state == ("kept" if at == LAST else "running")


@pytest.mark.clause("5.7")
def test_a_claim_sent_before_the_month_is_frozen_waits_for_it(cast, measured):
    early = claim(cast.alice, measured, at=paris("2026-09-20 10:00"))
    assert early.state == "waiting"
    freeze(cast, measured)
    early.refresh_from_db()
    assert (early.state, early.right) == ("accepted", Right.objects.get())
    promise = commitments.commitment_of(cast.alice, early.right.promise)
    assert promise.state == "kept"


@pytest.mark.clause("5.7")
def test_an_early_claim_of_a_month_without_a_right_is_refused_with_why(cast, measured):
    claim(cast.alice, measured, at=paris("2026-08-20 10:00"), month="2026-08")
    freeze(cast, measured, "2026-08")
    found = Claim.objects.get()
    assert (found.state, found.reasons["rule"]) == ("refused", "penalty.trigger")
    assert sent("refused") >= 1


def test_a_second_contact_finds_the_claim_of_the_first(cast, measured, right):
    assert claim(cast.alice, measured) == claim(cast.bob, measured, at=LATE)
    assert Claim.objects.get().sent_by_id == cast.alice.person
    assert sent("claimed_staff") == 1


def test_contacts_claim_readers_and_staff_do_not_and_strangers_see_nothing(cast, measured, right):
    for name, who in cast.everyone:
        if name not in {"alice", "bob"}:
            with pytest.raises((NotAllowed, NotSeen)):
                claim(who, measured)
    assert not queries.rights(cast.charlie, at=IN_TIME).exists()
    with pytest.raises(NotSeen):
        queries.right(cast.charlie, right.pk, at=IN_TIME)


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("grant", [True, False])
def test_a_refusal_is_contested_once_and_finance_rules(cast, measured, right, grant):
    late = claim(cast.alice, measured, LATE)
    with pytest.raises(services.NoReason):
        services.object_to(late.pk, because=" ", actor=cast.alice, at=LATE)
    services.object_to(late.pk, because="Your server was down", actor=cast.bob, at=LATE)
    with pytest.raises(NotAllowed):
        services.rule(late.pk, grant=grant, because="So", actor=cast.olga, at=DECEMBER)
    found = services.rule(late.pk, grant=grant, because="So", actor=cast.fred, at=DECEMBER)
    assert (found.state, found.because) == ("accepted" if grant else "refused", "So")
    with pytest.raises(services.ClaimMovedOn):
        services.object_to(late.pk, because="Again", actor=cast.alice, at=DECEMBER)
    assert (sent("objected_staff"), sent("ruled") >= 1) == (1, True)


@pytest.mark.clause("5.7")
def test_finance_grants_nothing_where_no_right_is_open(cast, measured, right):
    late = claim(cast.alice, measured, LATE)
    revise_away(cast, measured)
    services.object_to(late.pk, because="Why", actor=cast.alice, at=DECEMBER)
    with pytest.raises(services.NothingToClaim, match="revise"):
        services.rule(late.pk, grant=True, because="So", actor=cast.fred, at=DECEMBER)


def test_a_right_left_unclaimed_lapses(cast, right):
    assert (standing(cast), standing(cast, at=LATE)) == (["open"], ["lapsed"])


# --- the credit note


@pytest.mark.clause("5.9")
def test_no_credit_note_until_finance_has_chosen_the_vat(cast, measured, right):
    found = claim(cast.alice, measured)
    with pytest.raises(services.NotInvoicing, match="vat"):
        issue(cast, found)
    invoicing(cast)
    with pytest.raises(services.NotInvoicing, match="vat"):
        issue(cast, found)


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(("vat", "tax"), [(REDUCTION, "8.00"), (DAMAGES, "0.00")])
def test_a_claim_owed_is_credited_on_the_next_yearly_fee(cast, measured, right, vat, tax):
    found = claim(cast.alice, measured)
    invoicing(cast, **vat)
    note = issue(cast, found)
    assert (note.number, note.how, note.due_on) == ("AV-2026-00001", "credit", date(2027, 1, 1))
    assert (note.net, note.vat, note.total) == (
        Decimal(40), Decimal(tax), 40 + Decimal(tax),
    )  # fmt: skip
    assert issue(cast, found) == note
    assert standing(cast) == ["credited"]
    paid = services.mark_paid(
        note.pk, on=date(2027, 1, 2), by="F-2027-001", actor=cast.fred, at=DECEMBER
    )
    assert paid.paid_by == "F-2027-001"


@pytest.mark.clause("5.9")
def test_the_last_year_of_a_contract_is_refunded(cast, sign, measure):
    line = sign("C-9", ends_on=date(2026, 12, 31))
    measure(line, ("2026-08-01 00:00", "down"), ("2026-10-01 00:00", "up"),
            ("2026-11-01 00:00", "up"))  # fmt: skip
    freeze(cast, line)
    invoicing(cast, **DAMAGES)
    note = issue(cast, claim(cast.alice, line))
    assert (note.how, note.due_on, note.net) == ("refund", None, Decimal("400.00"))


@pytest.mark.clause("5.6")
def test_an_unpaid_fee_holds_the_credit_back(cast, measured, right):
    found = claim(cast.alice, measured)
    invoicing(cast, **DAMAGES)
    with pytest.raises(services.FeeUnpaid):
        issue(cast, found, fee_paid=False)
    assert not CreditNote.objects.exists()


def test_a_refused_claim_is_not_credited_nor_by_anyone_but_finance(cast, measured, right):
    late = claim(cast.alice, measured, LATE)
    invoicing(cast, **DAMAGES)
    with pytest.raises(services.ClaimMovedOn):
        issue(cast, late)
    with pytest.raises(NotAllowed):
        services.issue(
            late.pk, corrects="F", corrects_on=date(2026, 1, 2), fee_paid=True, actor=cast.olga,
            at=DECEMBER,
        )  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [{"siren": "732829321"}, {"siren": "1"}, {"vat": "none"}, {"vat": "reduction"},
     {"vat": "damages"}],
)  # fmt: skip
def test_details_of_invoicing_that_cannot_be_right_are_refused(cast, given):
    with pytest.raises(services.FaultyInvoicing):
        services.set_invoicing(**PUBLISHER | given, actor=cast.fred, at=OCTOBER)


@pytest.mark.clause("5.6", "5.9")
def test_finance_reads_what_penalties_may_cost_month_by_month(cast, measured, right):
    (open_,) = queries.exposure(cast.fred, at=IN_TIME)
    assert (open_.month, open_.forecast, open_.gone) == ("2026-09", Decimal("40.00"), 0)
    claim(cast.alice, measured, LATE)
    (gone,) = queries.exposure(cast.fred, at=DECEMBER)
    assert (gone.forecast, gone.gone) == (0, Decimal("40.00"))


# --- where the client is, and the books


def entered(note):
    lines = entries_of([note], queries.invoicing(SYSTEM)).split("\r\n")
    assert lines.pop() == ""
    names, *rows = (line.split("\t") for line in lines)
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.mark.clause("5.9")
def test_a_note_is_entered_in_the_fields_of_the_french_tax_file(cast, measured, credited):
    services.mark_paid(
        credited.pk, on=date(2027, 1, 4), by="F-2027-001", actor=cast.fred, at=DECEMBER
    )
    credited.refresh_from_db()
    rows = entered(credited)
    assert len(rows[0]) == 18
    assert [(r["CompteNum"], r["Debit"], r["Credit"]) for r in rows] == [
        ("709600", "40,00", "0,00"), ("445710", "8,00", "0,00"), ("411000", "0,00", "48,00"),
    ]  # fmt: skip
    assert {(r["JournalCode"], r["EcritureNum"], r["EcritureDate"]) for r in rows} == {
        ("AV", "AV-2026-00001", "20261201")
    }
    last = rows[-1]
    assert (last["CompAuxNum"], last["CompAuxLib"]) == (cast.martin.number, "Ateliers Martin")
    assert (last["EcritureLet"], last["DateLet"]) == ("F-2027-001", "20270104")


@pytest.mark.clause("5.9")
def test_the_books_are_those_of_the_publishers_accountant(cast, measured, credited):
    books = services.Books(journal_code="VE", journal_name="Ventes", account_net="6718",
                           account_vat="44571", account_client="4111")  # fmt: skip
    services.set_invoicing(**PUBLISHER, **REDUCTION, books=books, actor=cast.fred, at=DECEMBER)
    rows = entered(credited)
    assert [r["CompteNum"] for r in rows] == ["6718", "44571", "4111"]
    assert {r["JournalLib"] for r in rows} == {"Ventes"}
    for faulty in ({"account_net": "12"}, {"journal_code": "A\tB"}):
        with pytest.raises(services.FaultyInvoicing):
            services.set_invoicing(
                **PUBLISHER, books=replace(books, **faulty), actor=cast.fred, at=DECEMBER
            )


@pytest.mark.clause("5.9")
def test_a_note_names_a_client_abroad_by_its_vat_number_and_country(cast, measured, right):
    found = claim(cast.alice, measured)
    invoicing(cast, **DAMAGES)
    parties.change_client(cast.martin.pk, siren="", country="be", actor=cast.anna, at=OCTOBER)
    with pytest.raises(services.NotInvoicing):
        issue(cast, found)
    vat = {"vat_number": "BE0403170701"}
    parties.change_client(cast.martin.pk, country="CA", **vat, actor=cast.anna, at=OCTOBER)
    with pytest.raises(services.NotInvoicing):
        issue(cast, found)
    parties.change_client(cast.martin.pk, country="BE", actor=cast.anna, at=OCTOBER)
    note = issue(cast, found)
    assert (note.number, note.said["buyer"]["country"]) == ("AV-2026-00001", "BE")


@pytest.mark.clause("5.9")
def test_no_french_vat_is_given_back_abroad(cast, measured, right):
    found = claim(cast.alice, measured)
    invoicing(cast, **REDUCTION)
    parties.change_client(
        cast.martin.pk, vat_number="BE0403170701", country="BE", actor=cast.anna, at=OCTOBER
    )
    with pytest.raises(services.NotInvoicing) as refused:
        issue(cast, found)
    assert "comptable" in refused.value.message("fr")


@pytest.mark.parametrize("country", ["France", "F", "12"])
def test_a_country_is_two_letters(cast, country):
    with pytest.raises(Refused):
        parties.change_client(cast.martin.pk, country=country, actor=cast.anna, at=OCTOBER)
