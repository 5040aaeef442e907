"""Closing months from files, and verifying what was closed."""
