"""What the process that reads hostile files may not do: use much memory or time, reach a network, outlive its parent.

Where the kernel lets it, the process has a network of its own, without any way out (namespaces, unshare(2)). Where it
does not, Python's own sockets are refused by an audit hook; that binds Python, not a library that was taken over.
"""

import ctypes
import resource
import signal
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
MIB = 1 << 20


def close_in(memory: int, seconds: int, file_size: int) -> bool:
    """Bind this process and whatever it starts; whether it is cut off from every network by the kernel.

    Args:
        memory: bytes of address space.
        seconds: of CPU.
        file_size: bytes of the largest file that it may write.
    """
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    cut_off = _leave_every_network()
    sys.addaudithook(_refuse_sockets)
    return cut_off


def _leave_every_network() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return any(libc.unshare(flags) == 0 for flags in (CLONE_NEWUSER | CLONE_NEWNET, CLONE_NEWNET))


def _refuse_sockets(event: str, _arguments: object) -> None:
    if event.startswith("socket."):
        raise PermissionError("this process has no network")
