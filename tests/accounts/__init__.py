"""People, organisations and what proves who somebody is, on both databases."""
