"""The clients' people."""
