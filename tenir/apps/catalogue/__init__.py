"""Families, products, versions, prerequisites, third-party software (articles 2, 4, annexes)."""
