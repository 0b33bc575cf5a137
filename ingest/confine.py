"""No sockets for this process nor for what it starts: a reader that a file takes over can tell nobody.

The kernel refuses the calls (seccomp). Elsewhere than on Linux on 64-bit Intel or ARM nothing is refused.
"""

import ctypes
import errno
import platform
import struct
import sys

# linux/prctl.h, linux/seccomp.h, linux/audit.h, and each machine's asm/unistd.h
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2
MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}  # its own kind of calls, and socket()
IO_URING_SETUP = 425  # by which sockets can be had without socket()
FOREIGN = 0x4000_0000  # the bit of x32's calls
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # classic BPF
NUMBER, ARCHITECTURE = 0, 4  # where struct seccomp_data has them
ALLOW, REFUSE = 0x7FFF_0000, 0x0005_0000 | errno.EACCES


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def refuse_sockets() -> bool:
    """Have the kernel refuse every new socket from now on; return whether it does."""
    machine = MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    code = _code(*machine)
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(held))
    library = ctypes.CDLL(None)
    if library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not library.prctl(SET_SECCOMP, FILTER, ctypes.byref(program), 0, 0)


def _code(architecture: int, socket: int) -> bytes:
    """Calls of another kind, socket() and io_uring are refused; everything else passes."""
    rows = (
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 0, 4, architecture),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 2, 0, FOREIGN),
        (EQUAL, 1, 0, socket),
        (EQUAL, 0, 1, IO_URING_SETUP),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    )
    return b"".join(struct.pack("=HBBI", *row) for row in rows)
