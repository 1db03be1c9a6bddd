"""The first version of the HTTP interface of this module."""
