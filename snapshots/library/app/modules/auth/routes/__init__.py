"""The HTTP interface of this module."""
