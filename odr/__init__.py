"""Online dispute resolution for marketplaces.

Time zones come from the packaged `tzdata`, pinned by the lock file, never from the machine: a due date must
not depend on which server counted it.
"""

import zoneinfo

zoneinfo.reset_tzpath(to=[])

__version__ = "0.1.0"
