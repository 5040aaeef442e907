"""Versions of the agreement, contracts, subscriptions, options (articles 1 to 4)."""
