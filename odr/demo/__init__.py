"""A demo that is real input: believable people, orders and evidence, through the public API."""
