"""The authors module: others use its gateway and its events."""
