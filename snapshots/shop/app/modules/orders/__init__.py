"""The orders module: others use its gateway and its events."""
