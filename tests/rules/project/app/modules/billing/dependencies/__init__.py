"""The dependencies of billing."""
