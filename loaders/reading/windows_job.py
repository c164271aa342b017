"""A memory limit that Windows itself holds a reading process to: a job object, asked for by ctypes.

Memory is counted as Windows commits it, of the process and nothing else. An allocation beyond the limit fails, which a
process feels as on Linux: Python raises MemoryError, other libraries end it. When the parent ends, however that comes,
Windows ends the process too. Not tried on Windows yet: `tests/loaders/reading/test_child.py` does so where it can.

Names, sizes and numbers are those of winnt.h (JOBOBJECT_EXTENDED_LIMIT_INFORMATION and its parts).
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from typing import Any, Final

EXTENDED_LIMITS: Final = 9  # JobObjectExtendedLimitInformation
PROCESS_MEMORY: Final = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
NO_ERROR_BOX: Final = 0x400  # JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
END_WITH_PARENT: Final = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
SET_QUOTA, TERMINATE = 0x100, 0x1  # what a handle must allow before its process can be put into a job


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION, of which only the flags are used."""

    _fields_ = (
        ("PerProcessUserTimeLimit", c_int64), ("PerJobUserTimeLimit", c_int64), ("LimitFlags", c_uint32),
        ("MinimumWorkingSetSize", c_size_t), ("MaximumWorkingSetSize", c_size_t), ("ActiveProcessLimit", c_uint32),
        ("Affinity", c_size_t), ("PriorityClass", c_uint32), ("SchedulingClass", c_uint32),
    )  # fmt: skip


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; the six counters are its IO_COUNTERS, which nobody sets."""

    _fields_ = (
        ("BasicLimitInformation", BasicLimits), ("IoInfo", c_uint64 * 6), ("ProcessMemoryLimit", c_size_t),
        ("JobMemoryLimit", c_size_t), ("PeakProcessMemoryUsed", c_size_t), ("PeakJobMemoryUsed", c_size_t),
    )  # fmt: skip


def memory_limits(memory_bytes: int) -> Limits:
    """What is asked of Windows for a process that may commit so many bytes in all."""
    limits = Limits()
    limits.BasicLimitInformation.LimitFlags = PROCESS_MEMORY | NO_ERROR_BOX | END_WITH_PARENT
    limits.ProcessMemoryLimit = memory_bytes
    return limits


class Job:
    """The job of one process. Where Windows refuses it (a process that may not be in two), `is_held` says so, and the
    parent's watch four times a second is all there is."""

    def __init__(self, pid: int) -> None:
        self._windows: Any = _kernel32()
        self._handle: int | None = self._windows.CreateJobObjectW(None, None) if self._windows else None
        self.is_held = self._handle is not None and self._put_in(pid)

    def _put_in(self, pid: int) -> bool:
        process = self._windows.OpenProcess(SET_QUOTA | TERMINATE, False, pid)
        if not process:
            return False
        try:
            return bool(self._windows.AssignProcessToJobObject(self._handle, process))
        finally:
            self._windows.CloseHandle(process)

    def limit(self, memory_bytes: int) -> bool:
        """Let the process commit so many bytes in all, from now on; whether Windows holds it to that."""
        if not self.is_held:
            return False
        limits = memory_limits(memory_bytes)
        size = ctypes.sizeof(limits)
        return bool(self._windows.SetInformationJobObject(self._handle, EXTENDED_LIMITS, ctypes.byref(limits), size))

    def close(self) -> None:
        """Let go of the job, which ends its process if it still runs."""
        if self._handle is not None:
            self._windows.CloseHandle(self._handle)
        self._handle, self.is_held = None, False


def _kernel32() -> Any:
    """The functions of Windows with their types, so that handles are not cut to 32 bits; None elsewhere."""
    if sys.platform != "win32":
        return None
    windows: Any = ctypes.WinDLL("kernel32", use_last_error=True)
    for name, answer, given in (
        ("CreateJobObjectW", c_void_p, (c_void_p, ctypes.c_wchar_p)),
        ("OpenProcess", c_void_p, (c_uint32, ctypes.c_int, c_uint32)),
        ("AssignProcessToJobObject", ctypes.c_int, (c_void_p, c_void_p)),
        ("SetInformationJobObject", ctypes.c_int, (c_void_p, ctypes.c_int, c_void_p, c_uint32)),
        ("CloseHandle", ctypes.c_int, (c_void_p,)),
    ):
        function = getattr(windows, name)
        function.restype, function.argtypes = answer, given
    return windows
