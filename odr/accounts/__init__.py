"""People, organisations, sign-in and keys: who is asking, and under which names the outside knows them.

Personal data lives here and outside the docket: entries of a case hold identifiers, and `directory` turns
them into names and addresses. Functions that hash a password take the `Store`, because a hash must not
run inside a transaction; all others take a `Connection` of `Store.write` or `Store.read`, so that an edge
can join several acts in one transaction.
"""
