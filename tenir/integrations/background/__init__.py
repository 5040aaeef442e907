"""Work in the background: schedules, retries, recovery, on the same database."""
