"""What numba has to know of tables: how an array is taken out of one, and a round out of all.

Nothing of this is loaded unless a kernel is compiled.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import intrinsic, models, register_model
from numba.np.arrayobj import populate_array
from numba.np.numpy_support import from_dtype
from numpy import dtype

from grouping.engines.compiled.tables import Spec, Table, specs, words

WORD = ir.IntType(64)


class View(types.Type):
    """A pointer to the words of a table; of arrays of no feature named here it knows the length, 0.

    What a problem has no use for is so decided while compiling, and costs nothing.
    """

    def __init__(self, kind: type[Table], stacked: bool, features: frozenset[str]) -> None:
        self.kind, self.stacked, self.features = kind, stacked, features
        name = kind.__name__ + "s" * stacked
        super().__init__(name="_".join([name, *sorted(features)]))

    def spec(self, name: str) -> Spec | None:
        """Return what is known of an array."""
        return next((spec for spec in specs(self.kind) if spec.name == name), None)

    def array(self, spec: Spec) -> types.Array:
        """Return numba's type of an array."""
        axes = spec.axes + (self.stacked and not spec.shared)
        return types.Array(from_dtype(dtype(spec.dtype)), axes, "C")

    def empty(self, spec: Spec) -> bool:
        """Whether there is nothing in an array."""
        return bool(spec.of) and spec.of not in self.features


@register_model(View)
class _Model(models.PrimitiveModel):
    def __init__(self, manager: Any, view: View) -> None:
        super().__init__(manager, view, WORD.as_pointer())


@infer_getattr
class _Attributes(AttributeTemplate):
    key = View

    def generic_resolve(self, view: View, name: str) -> Any:
        spec = view.spec(name)
        return None if spec is None else view.array(spec)


@lower_getattr_generic(View)
def _take_array(context: Any, builder: Any, view: View, pointer: Any, name: str) -> Any:
    spec = view.spec(name)
    assert spec is not None
    begin = words(view.kind, view.stacked)[name]
    never_changes = builder.module.add_metadata([])

    def word(k: int) -> Any:
        at = builder.gep(pointer, [ir.Constant(WORD, begin + k)], inbounds=True)
        loaded = builder.load(at)
        loaded.set_metadata("invariant.load", never_changes)
        return loaded

    of = view.array(spec)
    lengths = range(1, 1 + of.ndim)
    shape = [ir.Constant(WORD, 0) if view.empty(spec) else word(k) for k in lengths]
    return plain_array(context, builder, of, word(0), shape)


def plain_array(context: Any, builder: Any, of: types.Array, address: Any, shape: list[Any]) -> Any:
    """Return an array in memory that somebody else keeps; address and lengths are words."""
    array = context.make_array(of)(context, builder)
    item = ir.Constant(WORD, context.get_abi_sizeof(context.get_data_type(of.dtype)))
    stride, strides = item, []
    for length in reversed(shape):
        strides.insert(0, stride)
        stride = builder.mul(stride, length)
    pointer = builder.inttoptr(address, context.get_data_type(of.dtype).as_pointer())
    populate_array(array, data=pointer, shape=shape, strides=strides, itemsize=item, meminfo=None)
    return array._getvalue()


@intrinsic
def take_round(_typing: Any, tables: Any, _r: Any) -> Any:
    """Return the table of round r: they stand behind that of all."""
    view = View(tables.kind, False, tables.features)

    def generate(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        pointer, number = values
        first = ir.Constant(WORD, words(tables.kind, True)[""])
        each = ir.Constant(WORD, words(tables.kind, False)[""])
        at = builder.add(first, builder.mul(number, each))
        return builder.gep(pointer, [at], inbounds=True)

    return view(tables, types.int64), generate
