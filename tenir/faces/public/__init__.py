"""Everyone."""
