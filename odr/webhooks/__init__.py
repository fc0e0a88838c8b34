"""Webhooks: a marketplace is told what happens in its cases, signed, until it has taken it or nobody tries any more."""
