"""The errors of the database that a person can do something about; the message says what."""


class DatabaseError(RuntimeError):
    """The database cannot be used as it was asked to."""


class MigrationError(DatabaseError):
    """The migrations cannot go on; the message names the module and what is in the way."""
