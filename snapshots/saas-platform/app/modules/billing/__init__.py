"""The billings module: others use its gateway and its events."""
