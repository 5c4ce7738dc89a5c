"""Kernels as machine code: made from their Python once, kept on disk, called without numba.

The way of a call, a module for each stage: `arguments` lays its arguments out in memory and says
of what types they are, `functions` finds what the kernel calls, `store` knows where its code is,
`emit` makes it with numba where there is none, `load` brings it into memory.  `tables` are classes
of arrays that a kernel takes as one pointer; `views` is what numba has to know of them.
"""
