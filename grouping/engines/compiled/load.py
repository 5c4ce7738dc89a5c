"""Brings an object file into memory and returns what calls the function in it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

_KEPT: list[Any] = []


@cache
def _binding() -> Any:
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    return binding


def load(code: bytes, name: str) -> Callable[[Any], int]:
    """Return the function `name` of an object file; it runs without the interpreter lock."""
    binding = _binding()
    machine = binding.Target.from_default_triple().create_target_machine()
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    engine.add_object_file(binding.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _KEPT.append(engine)
    address = engine.get_function_address(name)
    if not address:
        raise OSError(f"no function {name} in the object file")
    return ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p)(address)
