"""What operators' programs see: probes, metrics, and what surrounds every request."""
