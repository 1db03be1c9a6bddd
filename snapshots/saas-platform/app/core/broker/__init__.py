"""The broker: carries events from the outbox to whoever listens, in this process or elsewhere.

    config.py      where it is, and what this process does with it
    envelope.py    what a message looks like: CloudEvents, for any consumer in any language
    adapter.py     how one kind of broker sends, keeps and gives out messages
    link.py        the connection, which is made again when it breaks

The relay of the outbox hands events to the link, and marks them as delivered when the broker has
confirmed that it keeps them. Each listener is a consumer of its own: it gets a message once in all
processes together, and again until its transaction is committed. One that fails is tried again by
the outbox of its own database, so that no message waits behind another.
"""
