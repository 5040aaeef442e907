"""Messages owed, sent, received: the outbox."""
