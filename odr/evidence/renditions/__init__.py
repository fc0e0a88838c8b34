"""What others than its giver see of a file: pictures, pages and text, made in a process of its own.

`run.py` starts that process, `child.py` is it. Whatever reads hostile bytes (`pictures`, `pages`, `texts`, `mails`,
`archives`, `films`, `examine`) is loaded there only.
"""
