"""The key that seals records: a PKCS#12 file of the operator, or a development key that says on itself that
it is none.

A seal is known by the SHA-256 of the sealing key's SubjectPublicKeyInfo, not by names in a certificate,
which anyone can write.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate as SignedCertificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from odr.ids import new_id
from odr.records.chain import BrokenChain, whole_chain
from odr.settings import Settings

DEVELOPMENT = "DEVELOPMENT - NOT TRUSTED"
VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)
VALID_UNTIL = datetime(2060, 1, 1, tzinfo=UTC)
SMALLEST_RSA = 3072


class KeyRefused(Exception):
    """Records cannot be sealed with the key at hand."""


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A key ready for use.

    `spki` is the SHA-256 of its public key, `anchor` the PEM certificate others can trust.
    """

    signer: SimpleSigner
    spki: str
    anchor: bytes
    development: bool


def sealing_key(settings: Settings) -> SealingKey:
    """The operator's key, or outside production the development key, which is made at first use.

    Raises:
        KeyRefused: no key in production, an unreadable file, a wrong password, or a key that is too weak.
    """
    if settings.signing_key:
        key = _read(settings.signing_key, settings.signing_key_password)
    elif settings.mode == "production":
        raise KeyRefused("Production needs a key to seal records with. Set ODR_SIGNING_KEY to a PKCS#12 file.")
    else:
        key = development_key(settings.data_dir)
    if key.development and settings.mode == "production":
        raise KeyRefused("The development key may not seal records in production. Set ODR_SIGNING_KEY to your own.")
    return key


def development_key(data_dir: Path) -> SealingKey:
    """The development key kept under `data_dir`/keys, with its authority's certificate beside it for
    `--trust`.
    """
    kept = data_dir / "keys" / "development.p12"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _keep_first(kept, _make_development_file())
    key = _read(kept, "")
    trust = kept.with_name("development-ca.pem")
    if not trust.exists():
        _keep_first(trust, key.anchor)
    return key


def _keep_first(kept: Path, data: bytes) -> None:
    """Processes that start together agree: the first to link its complete file wins."""
    draft = kept.with_name(f"{kept.name}.{new_id()}")
    draft.touch(mode=0o600)
    draft.write_bytes(data)
    try:
        os.link(draft, kept)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(path: Path, password: str) -> SealingKey:
    try:
        bundle = pkcs12.load_pkcs12(path.read_bytes(), password.encode() or None)
    except (OSError, ValueError) as problem:
        raise KeyRefused(f"The key file {path} cannot be read: {problem}") from problem
    if bundle.key is None or bundle.cert is None:
        raise KeyRefused(f"The key file {path} needs both a private key and its certificate.")
    return _ready(bundle.key, bundle.cert.certificate, [other.certificate for other in bundle.additional_certs])


def _ready(key: object, certificate: x509.Certificate, others: list[x509.Certificate]) -> SealingKey:
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise KeyRefused("A sealing key is an ECDSA or an RSA key.")
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < SMALLEST_RSA:
        raise KeyRefused(f"An RSA sealing key has at least {SMALLEST_RSA} bits.")
    try:
        root = whole_chain(certificate, others)[-1]
    except BrokenChain as broken:
        raise KeyRefused("The key file needs every certificate from the key's own up to its root.") from broken
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    chain = [SignedCertificate.load(each.public_bytes(Encoding.DER)) for each in others]
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(chain)
    signer = SimpleSigner(
        signing_cert=SignedCertificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=PrivateKeyInfo.load(private),
        cert_registry=store,
    )
    anchor = root.public_bytes(Encoding.PEM)
    return SealingKey(signer, spki_of(certificate), anchor, DEVELOPMENT in certificate.subject.rfc4514_string())


def spki_of(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate's public key in DER, as hex."""
    public = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(public).hexdigest()


def _make_development_file() -> bytes:
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(f"{DEVELOPMENT} authority", authority, f"{DEVELOPMENT} authority", authority, is_authority=True)
    leaf = _certificate(DEVELOPMENT, key, f"{DEVELOPMENT} authority", authority, is_authority=False)
    return pkcs12.serialize_key_and_certificates(DEVELOPMENT.encode(), key, leaf, [root], NoEncryption())


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    is_authority: bool,
) -> x509.Certificate:
    """A certificate for trying out.

    A seal needs the usages digital signature and content commitment (RFC 5280, 4.2.1.3).
    """
    usage = x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = x509.CertificateBuilder().subject_name(_named(subject)).issuer_name(_named(issuer))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(VALID_FROM).not_valid_after(VALID_UNTIL)
    builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    builder = builder.add_extension(usage, critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
    )
    return builder.sign(issuer_key, hashes.SHA256())


def _named(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
