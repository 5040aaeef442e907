"""Webhooks: programs told of notices by signed HTTPS requests."""
