"""Billing. Others come in through `gateway` and `events`."""
