"""Signed records: composed from what a reader may see, rendered, sealed, registered and verified."""
