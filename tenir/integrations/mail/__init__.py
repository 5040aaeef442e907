"""Mail: what is owed goes out by SMTP, what bounces comes back."""
