"""The notifications module: others use its gateway and its events."""
