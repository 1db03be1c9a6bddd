"""The posts module: others use its gateway and its events."""
