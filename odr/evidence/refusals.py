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
    """{arrived} of {declared} bytes of the file have arrived. Send the rest to the upload's url, then try again."""

    field = "upload"


class HashDiffers(Refused):
    """What arrived is not the file whose SHA-256 was given. Check the SHA-256, or start a new upload."""

    field = "sha256"


class ArrivedDamaged(Refused):
    """The file was damaged after it arrived. Start a new upload and send it again."""

    field = "upload"


class KindNotAccepted(Refused):
    """This file is {found}, whatever its name says, and that kind is not taken as evidence. {advice}"""

    field = "upload"


class FileHarmful(Refused):
    """A check for harmful programs found {found} in this file, so it was deleted. Check the device that it comes from.
    If what it shows matters, hand in a photograph or a screenshot of it."""

    field = "upload"


class FileLocked(Refused):
    """This file is locked by a password or encrypted, so it cannot be checked. Hand in a copy without a password."""

    field = "upload"


class FileTooNested(Refused):
    """This file unpacks to too much, or holds archives within archives, so it cannot be checked. Hand in what it holds
    as files of their own."""

    field = "upload"


class NotEntered(Refused):
    """When the file had been checked, the case did not take it in any more. {reason}"""

    field = "upload"


class TransferRefused(Refused):
    """The file was not taken in."""

    status = 400


class NotTheProtocol(TransferRefused):
    """This address speaks tus 1.0.0: {problem}"""

    status = 400


class OffsetDiffers(TransferRefused):
    """{arrived} bytes have arrived. Send the file from there on."""

    status = 409


class Overtaken(TransferRefused):
    """Another transfer of this file is under way. Ask how much has arrived, and go on from there."""

    status = 409


class AlreadyChecked(TransferRefused):
    """The file has been checked and handed in. It is not given up here any more."""

    status = 409


class TooLong(TransferRefused):
    """More than the {declared} bytes that were announced arrived. Nothing of that was kept; start an upload with the
    file's real size."""

    status = 413


class TooSlow(TransferRefused):
    """The file came too slowly. What has arrived was kept; go on over a better connection."""

    status = 408


class UploadOver(TransferRefused):
    """This upload is over: its time has passed, or it was given up. Start a new one."""

    status = 410


class DiskFull(TransferRefused):
    """There is no room for the file at the moment. What has arrived was kept; go on later."""

    status = 507


class StorageAway(TransferRefused):
    """The store of files cannot be reached at the moment. Nothing that arrived is lost; try again in a few minutes."""

    status = 503


class LinkOver(Refused):
    """This link was valid for a few minutes and is over. Open the exhibit on the case page once more."""


class OriginalNotForYou(Refused):
    """The file itself can hold more than it shows, so only its own side and the neutrals get it. Look at its preview;
    if there is none yet, look again in a minute."""

    field = "exhibit"


class CannotRedact(Refused):
    """Places can be blacked out in pictures and documents whose every page is shown here. Black them out yourself, and
    hand in the result."""

    field = "exhibit"


class FileDamaged(Refused):
    """This file is no longer as it was handed in, so it is not given out. The operators of the service were told."""
