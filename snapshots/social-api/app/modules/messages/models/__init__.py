"""The tables: importing this package puts them all into the metadata of its `Base`."""

from .message import Message

__all__ = [
    "Message",
]
