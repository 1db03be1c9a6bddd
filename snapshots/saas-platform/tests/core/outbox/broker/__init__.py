"""Tests of the broker, against a real one, under names that only one test uses."""
