"""The tags module: others use its gateway and its events."""
