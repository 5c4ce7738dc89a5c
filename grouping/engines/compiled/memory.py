"""Memory for arrays that a kernel makes: what numba's runtime would give, as part of the object."""

from __future__ import annotations

from typing import Any

from llvmlite import ir

WORD, BYTES, SHORT = ir.IntType(64), ir.IntType(8).as_pointer(), ir.IntType(32)
# What numba writes before the array: references, what frees it and for whom, where it is, its size.
HEADER = ir.LiteralStructType([WORD, BYTES, BYTES, BYTES, WORD])
ROOM = 64
ALLOCATE, RELEASE = "NRT_MemInfo_alloc_aligned", "NRT_MemInfo_call_dtor"


def memory(module: Any) -> Any:
    """Add to an empty module the two functions of numba's runtime that kernels call."""
    malloc = ir.Function(module, ir.FunctionType(BYTES, [WORD]), "malloc")
    free = ir.Function(module, ir.FunctionType(ir.VoidType(), [BYTES]), "free")
    _allocate(ir.Function(module, ir.FunctionType(BYTES, [WORD, SHORT]), ALLOCATE), malloc)
    release = ir.Function(module, ir.FunctionType(ir.VoidType(), [BYTES]), RELEASE)
    builder = ir.IRBuilder(release.append_basic_block("entry"))
    builder.call(free, release.args)
    builder.ret_void()
    return module


def _allocate(function: Any, malloc: Any) -> None:
    """Let `function` return a header with one reference, and the array behind it; null if none."""
    builder = ir.IRBuilder(function.append_basic_block("entry"))
    size, align = function.args[0], builder.zext(function.args[1], WORD)
    whole = builder.add(builder.add(size, align), ir.Constant(WORD, ROOM))
    made = builder.call(malloc, [whole])
    with builder.if_then(builder.icmp_unsigned("!=", made, ir.Constant(BYTES, None)), likely=True):
        behind = builder.add(builder.ptrtoint(made, WORD), ir.Constant(WORD, ROOM))
        ahead = builder.add(behind, builder.sub(align, ir.Constant(WORD, 1)))
        place = builder.sub(ahead, builder.urem(ahead, align))
        header = builder.bitcast(made, HEADER.as_pointer())
        nothing = ir.Constant(BYTES, None)
        values = ir.Constant(WORD, 1), nothing, nothing, builder.inttoptr(place, BYTES), size
        for at, value in enumerate(values):
            where = builder.gep(header, [ir.Constant(SHORT, 0), ir.Constant(SHORT, at)])
            builder.store(value, where)
    builder.ret(made)
