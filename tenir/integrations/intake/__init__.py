"""What monitors of another's making tell, in their own formats, as words of our targets."""
