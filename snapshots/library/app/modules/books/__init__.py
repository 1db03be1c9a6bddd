"""The books module: others use its gateway and its events."""
