"""The agreements, as files that a service manager can read and change."""
