"""The schemas of billing."""
