"""What was agreed: pure rules from facts to commitments, each with its reasons."""
