"""Runs a service agreement: facts in, rules, commitments, whoever must know."""
