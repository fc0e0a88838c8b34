"""Why a file was not taken in: one class per reason, whose docstring is the message."""

from odr.domain.refusals import Refused


class FileNameNotValid(Refused):
    """Give the file's name: 1 to 255 characters, without the NUL sign."""

    field = "filename"


class FileIsEmpty(Refused):
    """The file is empty. Choose a file that has something in it."""

    field = "sizeBytes"


class FileTooLarge(Refused):
    """The file is larger than {limit}. Save it smaller, or hand it in as several files."""

    field = "sizeBytes"


class HashNotValid(Refused):
    """A SHA-256 has 64 hexadecimal digits. Correct it, or leave it out."""

    field = "sha256"


class TypeNotValid(Refused):
    """Give the file's type as its program names it, such as image/jpeg, or application/octet-stream."""

    field = "declaredType"


class TooManyUploads(Refused):
    """You have begun {most} uploads without finishing them. Finish one, or wait until they expire."""


class UploadExpired(Refused):
    """The time for sending this file is over. Start a new upload."""

    field = "upload"


class NothingArrived(Refused):
    """The file has not arrived whole. Send it to the upload's url first, then try again."""

    field = "upload"


class HashDiffers(Refused):
    """What arrived is not the file whose SHA-256 was given. Send the file again, or check the SHA-256."""

    field = "sha256"


class ArrivedDamaged(Refused):
    """The file was damaged after it arrived. Send it to the upload's url again, then try again."""

    field = "upload"


class KindNotAccepted(Refused):
    """This file is {found}, whatever its name says, and that kind is not taken as evidence. {advice}"""

    field = "upload"


class TransferRefused(Refused):
    """The file was not taken in."""

    status = 400


class TooShort(TransferRefused):
    """Only {arrived} of {declared} bytes arrived. Nothing was kept; send the whole file again."""


class TooLong(TransferRefused):
    """More than the {declared} bytes that were announced arrived. Nothing was kept; start an upload with the
    file's real size."""

    status = 413


class TooSlow(TransferRefused):
    """The file came too slowly. Nothing was kept; send it again over a better connection."""

    status = 408


class AlreadyArrived(TransferRefused):
    """Another transfer of this file was first, or it has been checked already. Finalize the upload."""

    status = 409


class UploadOver(TransferRefused):
    """The time for sending this file is over. Start a new upload."""

    status = 410


class LinkOver(Refused):
    """This link was valid for a few minutes and is over. Open the exhibit on the case page once more."""


class FileDamaged(Refused):
    """This file is no longer as it was handed in, so it is not given out. The operators of the service were told."""
