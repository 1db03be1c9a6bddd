"""The bookings module: others use its gateway and its events."""
