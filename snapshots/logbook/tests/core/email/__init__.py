"""Tests of mail, against a mail server of their own."""
