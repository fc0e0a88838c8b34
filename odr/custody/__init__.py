"""Custody: a signed log over all entries of all cases, proofs of single entries, and the sheet of an exhibit."""
