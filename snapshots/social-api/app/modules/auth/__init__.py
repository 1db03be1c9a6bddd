"""Users of an outside issuer. Other modules come in through `gateway` and `events`."""
