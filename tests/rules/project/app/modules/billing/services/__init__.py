"""The services of billing."""
