"""The loans module: others use its gateway and its events."""
