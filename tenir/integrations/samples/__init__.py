"""Monitoring samples: files of what a probe saw, read as outages."""
