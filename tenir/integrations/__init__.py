"""The outside world, a folder for each part of it."""
