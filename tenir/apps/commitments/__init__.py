"""Promises running against the clock, whoever owes them."""
