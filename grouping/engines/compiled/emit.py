"""Machine code of a kernel, made by numba and LLVM: one object file with one function in it.

The function takes the address of the words of its arguments, and returns 0, or a code of numba's if
the kernel raised.  Nothing of numba is needed to run it: what it has to know of counting
references stands in the object.
"""

from __future__ import annotations

import types as python
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numba
from llvmlite import binding, ir
from numba import _dynfunc
from numba.core import types
from numba.core.codegen import CPUCodeLibrary, JITCodeLibrary
from numba.core.compiler_lock import global_compiler_lock
from numba.core.cpu import CPUContext
from numba.core.registry import cpu_target
from numpy import dtype

from grouping.engines.compiled.arguments import KINDS
from grouping.engines.compiled.functions import names_of
from grouping.engines.compiled.memory import memory
from grouping.engines.compiled.tables import Table
from grouping.engines.compiled.views import WORD, View, plain_array, take_round

ENTRY = "grouping_kernel"
# Functions that every process has.
KNOWN = {"malloc", "free", "memcpy", "memset", "memmove", "exp", "pow", "sqrt", "rint"}
CODE = ir.IntType(32)
OPTIONS = {
    "nogil": True,
    "fastmath": False,
    "error_model": "numpy",  # nothing to raise, so nothing to check
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
INTRINSICS: dict[str, Any] = {"round": take_round}
_GRAPHS: dict[frozenset[str], Any] = {}


def numba_types(text: str, features: frozenset[str]) -> list[Any]:
    """Return numba's types for those of `arguments`."""
    found, at = _several(text, 0, features)
    assert at == len(text)
    return found


def _several(text: str, at: int, features: frozenset[str]) -> tuple[list[Any], int]:
    found = []
    while at < len(text) and text[at] != ")":
        end = at
        while end < len(text) and text[end] not in ",()":
            end += 1
        name = text[at:end]
        if end < len(text) and text[end] == "(":
            inside, end = _several(text, end + 1, features)
            found.append(types.BaseTuple.from_types(inside, KINDS[name]))
            end += 1
        else:
            found.append(_single(name, features))
        at = end + (end < len(text) and text[end] == ",")
    return found, at


def _single(name: str, features: frozenset[str]) -> Any:
    plain = {
        "i": types.int64,
        "u": types.uint64,
        "f": types.float64,
        "b": types.boolean,
        "n": types.none,
    }
    if name in plain:
        return plain[name]
    kind, colon, axes = name.partition(":")
    if colon:
        return types.Array(numba.from_dtype(dtype(kind)), int(axes), "C")
    table = KINDS[kind.rstrip("*")]
    assert issubclass(table, Table)
    return View(table, kind.endswith("*"), features)


class _Graph:
    """A kernel and what it calls, as numba takes them; what no feature needs does nothing."""

    def __init__(self, features: frozenset[str]) -> None:
        self._features = features
        self._made: dict[str, Any] = {}

    def compiled(self, kernel: Any) -> Any:
        """Return numba's dispatcher of a kernel."""
        if kernel.name not in self._made:
            self._made[kernel.name] = self._dispatcher(kernel)
        return self._made[kernel.name]

    def _dispatcher(self, kernel: Any) -> Any:
        plain, options = kernel.plain, kernel.options
        if options.get("intrinsic"):
            return INTRINSICS[options["intrinsic"]]
        feature = options.get("only")
        if feature and feature not in self._features:
            plain = _does_nothing(options["nothing"])
        space = dict(plain.__globals__)
        for name, value in names_of(plain):
            if hasattr(value, "plain"):
                space[name] = self.compiled(value)
        copy = python.FunctionType(
            plain.__code__, space, plain.__name__, plain.__defaults__, plain.__closure__
        )
        copy.__module__ = plain.__module__
        return numba.njit(copy, forceinline=bool(options.get("inline")), **OPTIONS)


def _does_nothing(value: Any) -> Callable[..., Any]:
    def nothing(*_: Any) -> Any:
        return value

    return nothing


def emit(kernel: Any, text: str, features: frozenset[str]) -> tuple[bytes, str]:
    """Return the object file of a kernel for arguments of some types, and what it returns."""
    _ = cpu_target.target_context  # made once, and for others too
    with global_compiler_lock, _only_lowered():
        dispatcher = _GRAPHS.setdefault(features, _Graph(features)).compiled(kernel)
        signature = tuple(numba_types(text, features))
        dispatcher.compile(signature)
        made = dispatcher.overloads[signature]
        return _object(made), _letters(made.signature.return_type)


def _not_here(_context: CPUContext, library: Any, described: Any, env: Any) -> Any:
    """Stand for code that numba would bring into memory: here it is only wanted as an object.

    It is never called.
    """
    name = described.qualname.split(".")[-1]
    return _dynfunc.make_function(described.lookup_module(), name, "", 1, env, (library,))


def _letters(returned: Any) -> str:
    if returned is types.none:
        return ""
    if isinstance(returned, types.BaseTuple):
        return "".join(_letters(one) for one in returned)
    if isinstance(returned, types.Boolean):
        return "b"
    if isinstance(returned, types.Float):
        return "f"
    return "i" if returned.signed else "u"


def _object(made: Any) -> bytes:
    """Return the object file of what numba made, with the function that takes words."""
    context = made.target_context
    library = context.codegen().create_library(ENTRY)
    library.add_ir_module(_entry(context, made))
    library.add_ir_module(memory(context.create_module("memory")))
    library.add_linking_library(made.library)
    library.finalize()
    module = binding.parse_assembly(library.get_llvm_str())
    for function in module.functions:
        if not function.is_declaration and function.name != ENTRY:
            function.linkage = "internal"
    machine = binding.Target.from_default_triple().create_target_machine(
        opt=3, reloc="pic", codemodel="jitdefault", jit=True
    )
    _optimize(module, machine)
    asked = {f.name for f in module.functions if f.is_declaration and f.name[:5] != "llvm."}
    if asked - KNOWN:
        raise TypeError(f"kernels cannot use {', '.join(sorted(asked - KNOWN))}: write a loop")
    return bytes(machine.emit_object(module))


def _optimize(module: Any, machine: Any) -> None:
    """Optimise the whole: what is called once or small goes into its callers first."""
    for level in (1, 3):
        options = binding.create_pipeline_tuning_options(speed_level=level)
        options.loop_vectorization = level == 3
        options.slp_vectorization = False
        passes = binding.create_pass_builder(machine, options)
        manager = passes.getModulePassManager()
        if level == 1:
            manager.add_refprune_pass()
        manager.run(module, passes)


@contextmanager
def _only_lowered() -> Iterator[None]:
    """Let numba lower functions, and neither optimise each by itself nor bring it into memory.

    It does so for every function with all that it calls, again and again; `_optimize` does it once.
    """
    ours = {
        (CPUContext, "get_executable"): _not_here,
        (CPUCodeLibrary, "_optimize_functions"): _lay_out,
        (CPUCodeLibrary, "_optimize_final_module"): _leave,
        (JITCodeLibrary, "_finalize_specific"): _leave,
    }
    theirs = {place: getattr(*place) for place in ours if hasattr(*place)}
    try:
        for (owner, name), method in ours.items():
            setattr(owner, name, method)
        yield
    finally:
        for (owner, name), method in theirs.items():
            setattr(owner, name, method)


def _leave(_: Any) -> None:
    pass


def _lay_out(library: Any, module: Any) -> None:
    module.data_layout = library.codegen._data_layout


def _entry(context: Any, made: Any) -> Any:
    """Return a module with the function that takes the address of words and calls the kernel."""
    module = context.create_module(ENTRY)
    entry = ir.Function(module, ir.FunctionType(CODE, [WORD.as_pointer()]), ENTRY)
    builder = ir.IRBuilder(entry.append_basic_block("entry"))
    reader = _Reader(context, builder, entry.args[0])
    wanted, returned = made.signature.args, made.signature.return_type
    values = [reader.read(one) for one in wanted]
    callee = ir.Function(
        module, context.call_conv.get_function_type(returned, wanted), made.fndesc.llvm_func_name
    )
    status, out = context.call_conv.call_function(builder, callee, returned, wanted, values)
    reader.write(returned, out)
    builder.ret(status.code)
    return module


class _Reader:
    """Takes the words one by one."""

    def __init__(self, context: Any, builder: Any, pointer: Any) -> None:
        self._context, self._builder, self._pointer = context, builder, pointer
        self._at = 0

    def _place(self) -> Any:
        self._at += 1
        return self._builder.gep(self._pointer, [ir.Constant(WORD, self._at - 1)], inbounds=True)

    def read(self, wanted: Any) -> Any:
        """Return the next argument."""
        builder, context = self._builder, self._context
        if wanted is types.none:
            return context.get_dummy_value()
        if isinstance(wanted, types.BaseTuple):
            return context.make_tuple(builder, wanted, [self.read(one) for one in wanted])
        word = builder.load(self._place())
        if isinstance(wanted, types.Array):
            shape = [builder.load(self._place()) for _ in range(wanted.ndim)]
            return plain_array(context, builder, wanted, word, shape)
        if isinstance(wanted, View):
            return builder.inttoptr(word, WORD.as_pointer())
        if isinstance(wanted, types.Float):
            return builder.bitcast(word, ir.DoubleType())
        return builder.trunc(word, ir.IntType(1)) if wanted is types.boolean else word

    def write(self, returned: Any, value: Any) -> None:
        """Write what the kernel returned behind the arguments."""
        builder = self._builder
        if returned is types.none:
            return
        if isinstance(returned, types.BaseTuple):
            for k, one in enumerate(list(returned)):
                self.write(one, builder.extract_value(value, k))
            return
        if isinstance(returned, types.Float):
            word = builder.bitcast(value, WORD)
        elif isinstance(returned, types.Boolean):
            word = builder.zext(value, WORD)
        else:
            narrow = returned.bitwidth < WORD.width
            word = builder.sext(value, WORD) if narrow else value
        builder.store(word, self._place())
