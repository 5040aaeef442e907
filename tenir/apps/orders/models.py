"""Quotes and orders."""
