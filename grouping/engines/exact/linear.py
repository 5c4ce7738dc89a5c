"""Sums of integer multiples of variables, kept in exact Python integers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model


@dataclass
class Linear:
    """``constant + sum(coef * variable)``; a variable may occur several times."""

    constant: int = 0
    variables: list[cp_model.IntVar] = field(default_factory=list)
    coefs: list[int] = field(default_factory=list)

    def add(self, variable: cp_model.IntVar, coef: int) -> None:
        """Add ``coef * variable``."""
        if coef:
            self.variables.append(variable)
            self.coefs.append(int(coef))

    def plus(self, other: Linear, times: int = 1) -> None:
        """Add ``times * other``."""
        self.constant += times * other.constant
        for variable, coef in zip(other.variables, other.coefs, strict=True):
            self.add(variable, times * coef)

    @property
    def common(self) -> int:
        """The greatest common divisor of the coefficients, at least 1."""
        return math.gcd(*self.coefs) or 1

    def expression(self, divisor: int = 1) -> Any:
        """Return the sum without its constant, divided by a common divisor."""
        coefs = [coef // divisor for coef in self.coefs]
        return cp_model.LinearExpr.weighted_sum(self.variables, coefs)
