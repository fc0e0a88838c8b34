"""Why a record is not handed out."""

from odr.domain.refusals import Refused


class RecordWithdrawn(Refused):
    """This record was withdrawn from service on {day}, because something that it held was erased. Its SHA-256 and the
    ground stay in the list of records. Issue a new record of the case."""
