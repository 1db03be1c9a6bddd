"""The accounts module: others use its gateway and its events."""
