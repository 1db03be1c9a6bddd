"""Users of an outside issuer, known by their tokens. Others come in through `gateway` and `events`."""
