"""The profiles module: others use its gateway and its events."""
