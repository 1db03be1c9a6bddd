"""The messages module: others use its gateway and its events."""
