"""A small shop of words: people write articles and are billed for them."""
