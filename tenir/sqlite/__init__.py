"""Django's SQLite, where who waits to write takes its turn within a third of a millisecond."""
