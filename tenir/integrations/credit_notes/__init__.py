"""Credit notes as Factur-X: a PDF/A-3 that people read, with the XML that programs read inside."""

from tenir.integrations.credit_notes.answering import written

__all__ = ["written"]
