"""The services of articles."""
