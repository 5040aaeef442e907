"""Credit notes as Factur-X: a PDF/A-3 that people read, with the XML that programs read inside."""

from tenir.integrations.credit_notes.answering import entered, written

__all__ = ["entered", "written"]
