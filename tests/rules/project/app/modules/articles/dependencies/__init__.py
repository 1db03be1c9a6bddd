"""The dependencies of articles."""
