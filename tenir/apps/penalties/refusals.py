"""Why an act about a penalty is refused."""

from __future__ import annotations

from tenir.terms.errors import Refused


class NothingToClaim(Refused):
    """A month that the subscription does not cover, or that no right was opened for."""


class ClaimMovedOn(Refused):
    """The claim is not in the state that the act starts from."""


class NoReason(Refused):
    """An objection or a ruling without its reason."""


class FaultyPast(Refused):
    """A penalty settled elsewhere that cannot be brought in as it is told."""


class NotInvoicing(Refused):
    """A credit note that cannot be issued yet: what is missing is named."""


class FaultyInvoicing(Refused):
    """Details of invoicing that cannot be right."""


class FeeUnpaid(Refused):
    """The fee of the month is not paid: the credit is held back."""
