"""An array file with a damaged header is a message, and no memory is taken for what it lacks."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from grouping import InputError
from grouping.files.instances.read_matrix import read_matrix

HEADERS = [
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (3, 3), ",
    b"(((((",
    b"\xff\xfe",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (30000, 30000), }\n",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (-3, -3), }\n",
    b"{'descr': '|O', 'fortran_order': False, 'shape': (3, 3), }\n",
    b"{'descr': 'x9', 'fortran_order': False, 'shape': (3, 3), }\n",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': 3, }\n",
    b"{'shape': (3, 3), }\n",
    b"",
]


@pytest.mark.parametrize("header", HEADERS)
def test_a_damaged_header_is_a_message(header: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + bytes(72))
    with pytest.raises(InputError):
        read_matrix(path)


@pytest.mark.parametrize("kind", [np.float64, np.int16, np.float32, ">f8"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_whole_arrays_of_numbers_are_read(kind: str, order: str, tmp_path: Path) -> None:
    table = np.arange(9).reshape(3, 3).astype(kind, order=order)
    np.save(tmp_path / "a.npy", table)
    assert (read_matrix(tmp_path / "a.npy") == table).all()
