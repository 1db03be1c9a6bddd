"""What the methods of texts and the operators on them give, where everything is known."""

from collections.abc import Mapping, Sequence

# They give a text. What they leave of a path decides, so that each is carried out.
_METHODS = {
    "casefold",
    "lower",
    "lstrip",
    "removeprefix",
    "removesuffix",
    "replace",
    "rstrip",
    "strip",
    "swapcase",
    "upper",
}
# They give several, of which an index chooses one.
_SPLITTERS = {"partition", "rpartition", "rsplit", "split"}
# What a format string or a method can raise that its values do not fit.
_MISFITS = (TypeError, ValueError, IndexError, KeyError, AttributeError)


def called(text: str, method: str, arguments: Sequence[str | int]) -> str | None:
    """Give what a method makes of a text, or None where that is no text."""
    if method not in _METHODS:
        return None
    try:
        return str(getattr(text, method)(*arguments))
    except _MISFITS:
        return None


def split(text: str, method: str, arguments: Sequence[str | int]) -> Sequence[str]:
    """Give the parts into which a method splits a text."""
    if method not in _SPLITTERS:
        return ()
    try:
        return [*map(str, getattr(text, method)(*arguments))]
    except _MISFITS:
        return ()


def formatted(style: str, text: str, parts: Sequence[str], named: Mapping[str, str]) -> str | None:
    """Give a pattern that was filled in, by `%` or by `format`."""
    try:
        if style == "%":
            return text % (dict(named) if named else tuple(parts))
        return text.format(*parts, **named)
    except _MISFITS:
        return None
