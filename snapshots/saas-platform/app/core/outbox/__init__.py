"""The outbox: events are kept in a table until every listener has heard them.

`app/core/bus.py` writes them, in the transaction of whoever records them. The relay reads them:

    config.py      how often, how long, how many times
    tables.py      messages on their way, and who has heard what
    manifest.py    what the migrations know of these tables
    names.py       what events and their consumers are called in a table
    store.py       the statements
    consumers.py   hands an event to its listeners, to each of them once
    carrier.py     where the relay takes an event to
    relay.py       does so, in the lifespan of the application
    admin.py       what the commands do; commands.py: `manage outbox`

An event is delivered at least once, in no promised order. A listener that works on the unit of work
that it is given takes effect once: that it has heard the event is written in the same transaction.
"""
