"""Tests of comments."""
