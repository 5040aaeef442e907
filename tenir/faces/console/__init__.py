"""The publisher's staff."""
