"""The report of a month: JSON, CSV and PDF written, and read back to verify."""
