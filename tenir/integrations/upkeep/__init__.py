"""Tenir's own upkeep: the schema's state, checks, copies and their restoration."""
