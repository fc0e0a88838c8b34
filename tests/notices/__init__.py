"""Notices: what is told to whom, and how it gets there, on both databases and through a real mail server."""
