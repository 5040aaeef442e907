"""The background work's tables."""
