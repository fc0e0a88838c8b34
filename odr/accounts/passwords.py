"""Which passwords are accepted, and how they are hashed: argon2id, two at a time, with a short queue."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

import argon2

from odr.accounts.refusals import Busy, PasswordTooCommon, PasswordTooLong, PasswordTooShort
from odr.ids import new_secret

SHORTEST = 15
"""Characters of a password that is the only factor (NIST SP 800-63B-4, 3.1.1)."""
LONGEST = 256
LONGEST_REPEATED_PIECE = 10
"""A password that only repeats a piece of up to this many characters is guessed at once."""

COMMON = frozenset(
    """
    0987654321qwertyuiop 1234567890qwertyuiop 123456789abcdefghi 123456789qwertyuiop 1q2w3e4r5t6y7u8i
    1qaz2wsx3edc4rfv abcdefghijklmno abcdefghijklmnop abcdefghijklmnopqrstuvwxyz administrator123
    asdfghjklqwertyuiop changemechangeme contraseñacontraseña correcthorsebatterystaple iloveyouiloveyou
    ihavenopassword letmeinletmein1 motdepassemotdepasse mypasswordispassword onceuponatime123
    passwordpassword1 password1234567 password12345678 password123456789 passwort12345678 qazwsxedcrfvtgb
    qwertyuiopasdfg qwertyuiopasdfgh qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfgh
    thisisapassword thisismypassword tobeornottobethat trustno1trustno1 welcome123456789 yourpasswordhere
    zxcvbnmasdfghjkl zxcvbnmasdfghjklqwertyuiop """.split()
)
"""Well-known passwords of the accepted length, without spaces and in lower case."""


def accept(password: str, *own_words: str) -> str:
    """The password in its stable form, if the rules accept it: its length, and that it is not easily guessed.

    `own_words` are the person's address and name. There are no rules on which characters it is made of.
    Refuses: PasswordTooShort, PasswordTooLong, PasswordTooCommon.
    """
    stable = stable_form(password)
    if len(stable) < SHORTEST:
        raise PasswordTooShort
    if len(stable) > LONGEST:
        raise PasswordTooLong
    if _is_common(_bare(stable), {_bare(word) for word in own_words}):
        raise PasswordTooCommon
    return stable


def stable_form(password: str) -> str:
    """The same password from every keyboard (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", password)


def _bare(text: str) -> str:
    return "".join(text.casefold().split())


def _is_common(bare: str, own_words: set[str]) -> bool:
    return bare in COMMON or bare in own_words or any(_repeats(bare, n) for n in range(1, LONGEST_REPEATED_PIECE + 1))


def _repeats(text: str, length: int) -> bool:
    return text[length:] == text[:-length]


class Hasher:
    """argon2id in a bounded pool: `running` at once, `waiting` more in line, Busy to everybody else.

    The calling thread does the work: with one in line, sign-ins never hold all threads of the store. 46 MiB,
    one pass, one lane is OWASP's first choice; a hash takes about 80 ms.
    """

    def __init__(
        self,
        memory_kib: int = 47_104,
        passes: int = 1,
        lanes: int = 1,
        *,
        running: int = 2,
        waiting: int = 1,
    ) -> None:
        self._argon2 = argon2.PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=lanes)
        self._running = BoundedSemaphore(running)
        self._places = BoundedSemaphore(running + waiting)
        self._nobodys_hash = self._argon2.hash(new_secret())

    def hash(self, password: str) -> str:
        """The salted hash of a password, with its parameters. Refuses: Busy."""
        with self._turn():
            return self._argon2.hash(stable_form(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password is the stored one; without a stored one, the same work and False.

        Refuses: Busy.
        """
        with self._turn():
            try:
                self._argon2.verify(stored or self._nobodys_hash, stable_form(password))
            except argon2.exceptions.VerifyMismatchError:
                return False
        return stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(stored)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with self._running:
                yield
        finally:
            self._places.release()
