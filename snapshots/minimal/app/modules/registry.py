"""Every module of the application, one a line: the only list of them."""

from app.modules.notes.module import MODULE as NOTES

ALL = (NOTES,)
