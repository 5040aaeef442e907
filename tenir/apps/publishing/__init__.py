"""Publishing: incidents and their updates, told to everyone or to one client (articles 5, 10.4)."""
