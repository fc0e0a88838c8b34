"""What regulators receive: cases of a recorded scope, pseudonymised, with a schema and a manifest of hashes."""
