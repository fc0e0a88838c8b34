"""Where the service may call when somebody else names the address: the public internet, and nothing inside.

The name is resolved once and what it stands for is called, so that a name cannot mean one thing when it is checked and
another when it is called. Python 3.11's `is_private` misses 100.64/10, NAT64, 6to4, Teredo and
others: the list is ours.
Source: https://www.iana.org/assignments/iana-ipv4-special-registry/ and iana-ipv6-special-registry.
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import anyio
import httpx

LONGEST = 2000
"""Signs of an address."""
_INSIDE = [
    ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
_PUBLIC_6 = ip_network("2000::/3")
"""All that is handed out of version 6. Outside lie loopback, mapped and translated, local and multicast addresses."""


class NotCallable(Exception):
    """The service does not call this address. The argument says why, in a word for the log."""


@dataclass(frozen=True, slots=True)
class Aim:
    """An address as it is called: by number, under the name that stood in it."""

    url: httpx.URL
    host: str
    name: str


def is_public(address: str) -> bool:
    """Whether a numeric address lies in the public internet."""
    found = ip_address(address)
    if isinstance(found, IPv6Address) and found not in _PUBLIC_6:
        return False
    return not any(found in network for network in _INSIDE if network.version == found.version)


def require_callable(url: str, *, inside: bool = False) -> httpx.URL:
    """The address, if it has a form that the service calls. Asks nobody. Raises NotCallable.

    Args:
        inside: also http, any port, and addresses that are not public: for trials and for a network of one's own.
    """
    try:
        found = httpx.URL(url)
    except httpx.InvalidURL:
        raise NotCallable("NO_ADDRESS") from None
    if len(url) > LONGEST or not url.isascii() or not found.host or found.userinfo or found.fragment:
        raise NotCallable("NO_ADDRESS")
    if found.scheme != "https" and not (inside and found.scheme == "http"):
        raise NotCallable("NOT_HTTPS")
    if not inside and found.port not in (None, 443):
        raise NotCallable("PORT_NOT_ALLOWED")
    number = _number(found.host)
    if number and not inside and not is_public(str(number)):
        raise NotCallable("ADDRESS_NOT_ALLOWED")
    return found


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


async def aim(url: str, *, inside: bool = False) -> Aim:
    """What to call, resolved now. Raises NotCallable: a single address inside among those of the name is enough."""
    found = require_callable(url, inside=inside)
    name = found.raw_host.decode("ascii")
    try:
        resolved = await anyio.getaddrinfo(found.host, found.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        raise NotCallable("NAME_UNKNOWN") from None
    addresses = [str(one[4][0]).partition("%")[0] for one in resolved]
    if not addresses or not (inside or all(map(is_public, addresses))):
        raise NotCallable("ADDRESS_NOT_ALLOWED")
    return Aim(found.copy_with(host=addresses[0]), found.netloc.decode("ascii"), name)


def stays_inside(url: str) -> bool | None:
    """Whether nothing that is sent there crosses the public internet, as its name is resolved now; None where the name
    is not known here. Blocking.
    """
    try:
        resolved = socket.getaddrinfo(httpx.URL(url).host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, httpx.InvalidURL):
        return None
    return not any(is_public(str(one[4][0]).partition("%")[0]) for one in resolved)
