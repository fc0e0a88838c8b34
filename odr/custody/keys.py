"""The key that signs checkpoints: Ed25519 in a PKCS#8 PEM file, and the name of the log."""

import os
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from odr.custody.note import Verifier, signed, verifier_of
from odr.ids import new_id
from odr.settings import ConfigurationError, Settings


@dataclass(frozen=True, slots=True)
class LogKey:
    """A key and the name under which it signs."""

    name: str
    private: Ed25519PrivateKey

    def sign(self, text: str) -> str:
        """The text as a signed note."""
        return signed(text, self.name, self.private)

    @property
    def verifier(self) -> Verifier:
        """The public side."""
        return verifier_of(self.name, self.private)


def log_name(settings: Settings) -> str:
    """The public address without its scheme, as the format advises: https://c2sp.org/tlog-checkpoint."""
    address = urlsplit(settings.public_url)
    return f"{address.netloc}{address.path}".replace("+", "%2B")


@cache
def log_key(settings: Settings) -> LogKey:
    """The operator's key; without one, a key that is made in the data folder at first use, for its owner only.

    Raises:
        ConfigurationError: the file cannot be read, or holds another kind of key.
    """
    path = settings.log_key or settings.data_dir / "keys" / "log.pem"
    if settings.log_key is None and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{new_id()}")
        draft.touch(mode=0o600)
        draft.write_bytes(Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as problem:
        raise ConfigurationError([f"ODR_LOG_KEY: {path} cannot be read as a PEM file without a password."]) from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationError([f"ODR_LOG_KEY: {path} holds no Ed25519 key. Make one with openssl genpkey."])
    return LogKey(log_name(settings), key)
