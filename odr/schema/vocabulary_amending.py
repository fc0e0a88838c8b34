"""What can be corrected of what was said or handed in."""

from odr.domain.events import Submission
from odr.schema.vocabulary import described

__all__ = ["Submission"]

described(
    Submission,
    "What somebody said or handed in, and can correct.",
    {
        "COMPLAINT": "The complaint in the complainant's words.",
        "ANSWER": "The respondent's answer.",
        "COUNTERCLAIM": "The counterclaim in the respondent's words.",
        "COUNTERCLAIM_ANSWER": "The complainant's answer to the counterclaim.",
        "MESSAGE": "A message; it can be taken back too.",
        "EXHIBIT": "An exhibit: its description can be corrected, and it can be taken back.",
        "ANNOTATION": "A note on an exhibit; it can be taken back too.",
        "TRANSLATION": "A translation of an exhibit; it can be taken back too.",
        "STATEMENT": "What a third party said; it can be taken back too.",
    },
)
