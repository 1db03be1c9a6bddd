"""Every module of the application, one a line: the only list of them."""

from app.modules.entries.module import MODULE as ENTRIES
from app.modules.tags.module import MODULE as TAGS

ALL = (
    ENTRIES,
    TAGS,
)
