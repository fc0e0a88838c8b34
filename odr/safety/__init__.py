"""Danger and abuse: the route outside the procedure and its confidentiality, to trust-and-safety people only.

What is kept here is no part of any docket. So a report changes no case, no count, no bound and no page of anybody else.
"""
