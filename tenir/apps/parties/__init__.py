"""The publisher's clients and their designated contacts (article 9)."""
