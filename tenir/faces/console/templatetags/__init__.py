"""The console's tags."""
