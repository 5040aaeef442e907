"""A credit note in UN/CEFACT's Cross Industry Invoice, profile EN 16931, type 381.

Amounts are positive: the type says that they are given back. The XML follows from what the note
says and from nothing else.

Clause: 5.9.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from tenir.terms import phrases
from tenir.terms.credits import BY_VAT
from tenir.terms.dates import month_of
from tenir.terms.phrases import Language

Said = Mapping[str, Any]
SPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
PROFILE = "urn:cen.eu:en16931:2017"
SERVICES = "S1"  # the French frame of an invoice for services, deposited by its seller
SIREN, ADDRESSED = "0002", "0225"  # ISO 6523 schemes: the register, the French directory
CREDIT_NOTE, CURRENCY, UNIT = "381", "EUR", "C62"
UNSAID, MUTUAL = "1", "97"  # how it is paid: as agreed, or between the two accounts


def xml_of(said: Said) -> bytes:
    """The note in XML; equal notes are equal bytes.

    Clause: 5.9.
    """
    for prefix, space in SPACES.items():
        ET.register_namespace(prefix, space)
    root = ET.Element(_name("rsm:CrossIndustryInvoice"))
    context = _in(root, "rsm:ExchangedDocumentContext")
    _in(context, "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID", SERVICES)
    _in(context, "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID", PROFILE)
    _document(_in(root, "rsm:ExchangedDocument"), said)
    _trade(_in(root, "rsm:SupplyChainTradeTransaction"), said)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def described(said: Said, language: Language) -> str:
    """The only line of the note, in one sentence."""
    line = said["line"]
    return phrases.say(
        "note.line", language, month=said["month"], product=line["product"],
        contract=line["contract"],
    )  # fmt: skip


def _document(document: ET.Element, said: Said) -> None:
    language = said["buyer"]["language"]
    _in(document, "ram:ID", said["number"])
    _in(document, "ram:TypeCode", CREDIT_NOTE)
    _day(_in(document, "ram:IssueDateTime"), said["issued_on"])
    notes = {"REG": "note.paid_as", "PMT": "note.no_fee", "PMD": "note.no_penalty",
             "AAB": "note.no_discount"}  # fmt: skip
    if beside := complementing(said, language):
        _in(_in(document, "ram:IncludedNote"), "ram:Content", beside)
    for code, key in notes.items():
        note = _in(document, "ram:IncludedNote")
        words = paid_as(said, language) if code == "REG" else phrases.say(key, language)
        _in(note, "ram:Content", words)
        _in(note, "ram:SubjectCode", code)


def paid_as(said: Said, language: Language) -> str:
    """On which yearly fee it is credited, or that it is refunded."""
    if said["how"] == "refund":
        return phrases.say("note.refund", language)
    return phrases.say("note.credit", language, on=date.fromisoformat(said["due_on"]))


def complementing(said: Said, language: Language) -> str:
    """Which notes it stands beside, and why; nothing where it is the first of its month.

    Clause: 5.9.
    """
    if not said.get("complements"):
        return ""
    return phrases.say(
        "note.complements", language, notes=", ".join(said["complements"]),
        amount=Decimal(said["amount"]), credited=Decimal(said["credited"]),
    )  # fmt: skip


def _trade(trade: ET.Element, said: Said) -> None:
    line = _in(trade, "ram:IncludedSupplyChainTradeLineItem")
    _in(line, "ram:AssociatedDocumentLineDocument/ram:LineID", "1")
    _in(line, "ram:SpecifiedTradeProduct/ram:Name", described(said, said["buyer"]["language"]))
    _in(line, "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount",
        said["net"])  # fmt: skip
    _in(line, "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity", "1", unitCode=UNIT)
    settled = _in(line, "ram:SpecifiedLineTradeSettlement")
    tax = _in(settled, "ram:ApplicableTradeTax")
    _in(tax, "ram:TypeCode", "VAT")
    _category(tax, said)
    _in(settled, "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
        said["net"])  # fmt: skip
    agreement = _in(trade, "ram:ApplicableHeaderTradeAgreement")
    _seller(_in(agreement, "ram:SellerTradeParty"), said)
    _buyer(_in(agreement, "ram:BuyerTradeParty"), said)
    _in(agreement, "ram:ContractReferencedDocument/ram:IssuerAssignedID", said["line"]["contract"])
    _day(_in(trade, "ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent"
                    "/ram:OccurrenceDateTime"), _last_day(said["month"]))  # fmt: skip
    _settlement(_in(trade, "ram:ApplicableHeaderTradeSettlement"), said)


def _seller(party: ET.Element, said: Said) -> None:
    seller = said["seller"]
    _party(party, seller)
    address = _in(party, "ram:PostalTradeAddress")
    _in(address, "ram:PostcodeCode", seller["postcode"])
    _in(address, "ram:LineOne", seller["street"])
    _in(address, "ram:CityName", seller["city"])
    _in(address, "ram:CountryID", seller["country"])
    _addressed(party, seller["siren"])
    if taxed(said):
        _in(party, "ram:SpecifiedTaxRegistration/ram:ID", seller["vat_number"], schemeID="VA")


def _buyer(party: ET.Element, said: Said) -> None:
    buyer = said["buyer"]
    _party(party, buyer)
    address = _in(party, "ram:PostalTradeAddress")
    lines = [line.strip() for line in buyer["address"].splitlines() if line.strip()]
    for name, line in zip(("One", "Two", "Three"), lines, strict=False):
        _in(address, f"ram:Line{name}", line)
    _in(address, "ram:CountryID", buyer["country"])
    if buyer["country"] == "FR":
        _addressed(party, buyer["siren"])
    else:
        _addressed(party, buyer["vat_number"], BY_VAT[buyer["country"]])
    if taxed(said) and buyer["vat_number"]:
        _in(party, "ram:SpecifiedTaxRegistration/ram:ID", buyer["vat_number"], schemeID="VA")


def _party(party: ET.Element, told: Mapping[str, str]) -> None:
    _in(party, "ram:Name", told["legal_name"])
    if told["siren"]:
        _in(party, "ram:SpecifiedLegalOrganization/ram:ID", told["siren"], schemeID=SIREN)
    else:
        _in(party, "ram:SpecifiedLegalOrganization/ram:ID", told["vat_number"])


def _addressed(party: ET.Element, known: str, scheme: str = ADDRESSED) -> None:
    _in(party, "ram:URIUniversalCommunication/ram:URIID", known, schemeID=scheme)


def _settlement(settled: ET.Element, said: Said) -> None:
    _in(settled, "ram:InvoiceCurrencyCode", CURRENCY)
    means = UNSAID if said["how"] == "refund" else MUTUAL
    _in(settled, "ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode", means)
    tax = _in(settled, "ram:ApplicableTradeTax")
    _in(tax, "ram:CalculatedAmount", said["vat"])
    _in(tax, "ram:TypeCode", "VAT")
    if not taxed(said):
        _in(tax, "ram:ExemptionReason", said["vat_reason"])
    _in(tax, "ram:BasisAmount", said["net"])
    _category(tax, said)
    due = said["due_on"] or said["issued_on"]
    _day(_in(settled, "ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime"), due)
    sums = _in(settled, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    _in(sums, "ram:LineTotalAmount", said["net"])
    _in(sums, "ram:TaxBasisTotalAmount", said["net"])
    _in(sums, "ram:TaxTotalAmount", said["vat"], currencyID=CURRENCY)
    _in(sums, "ram:GrandTotalAmount", said["total"])
    _in(sums, "ram:DuePayableAmount", said["total"])
    corrected = _in(settled, "ram:InvoiceReferencedDocument")
    _in(corrected, "ram:IssuerAssignedID", said["corrects"])
    _day(_in(corrected, "ram:FormattedIssueDateTime"), said["corrects_on"], kind="qdt")


def _last_day(month: str) -> str:
    """The day on which the service of that month was rendered whole."""
    year, number = month_of(month)
    return date(year, number, monthrange(year, number)[1]).isoformat()


def taxed(said: Said) -> bool:
    """Whether VAT is given back with the price."""
    return bool(said["treatment"] == "reduction")


def _category(tax: ET.Element, said: Said) -> None:
    """S at its rate where VAT is given back; O where the note is outside its scope."""
    _in(tax, "ram:CategoryCode", "S" if taxed(said) else "O")
    if taxed(said):
        _in(tax, "ram:RateApplicablePercent", said["vat_rate"])


def _day(at: ET.Element, day: str, *, kind: str = "udt") -> None:
    _in(at, f"{kind}:DateTimeString", day.replace("-", ""), format="102")


def _in(parent: ET.Element, path: str, text: str = "", **given: str) -> ET.Element:
    """A new element at the end of that path; those on the way are made, or found again."""
    names = path.split("/")
    for name in names[:-1]:
        found = parent.find(name, SPACES)
        parent = ET.SubElement(parent, _name(name)) if found is None else found
    made = ET.SubElement(parent, _name(names[-1]), given)
    made.text = text or None
    return made


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"
