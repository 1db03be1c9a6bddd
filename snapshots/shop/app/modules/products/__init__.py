"""The products module: others use its gateway and its events."""
