"""Tests of billings."""
