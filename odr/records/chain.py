"""The certificates of a sealing key, from its own to a root, each confirmed by the signature of the next."""

from collections.abc import Iterable

from cryptography import x509
from cryptography.exceptions import InvalidSignature


class BrokenChain(ValueError):
    """The certificates do not form one unbroken chain that ends in a root."""


def whole_chain(leaf: x509.Certificate, others: Iterable[x509.Certificate]) -> list[x509.Certificate]:
    """The certificates in order, the root last.

    Raises:
        BrokenChain: a signature does not fit, a certificate is missing, or one does not belong.
    """
    chain, left = [leaf], list(others)
    while issuer := next((each for each in left if _issued(chain[-1], each)), None):
        left.remove(issuer)
        chain.append(issuer)
    if left or not _issued(chain[-1], chain[-1]):
        raise BrokenChain("the certificates are not one chain up to a root")
    return chain


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
