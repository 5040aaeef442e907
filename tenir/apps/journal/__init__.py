"""Every fact, written once: who, what, when it was true, when it was recorded; chained by hash."""
