"""Quotes, orders, billable lines (2.6, 2.8, 7.16, 8.7)."""
