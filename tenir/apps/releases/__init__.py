"""New versions handed to clients, and what each answered of them."""
