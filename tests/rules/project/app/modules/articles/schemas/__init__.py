"""The schemas of articles."""
