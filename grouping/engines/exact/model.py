"""A CP-SAT model of `Terms`: must rules are forced, priced or limited, and wishes are priced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from grouping.engines.exact.arithmetic import Bounds
from grouping.engines.exact.equal_teams import Symmetry
from grouping.engines.exact.frame import Frame
from grouping.engines.exact.linear import Linear
from grouping.engines.exact.linear_costs import enforce, rule_cost
from grouping.terms.arrays import Index
from grouping.terms.terms import Terms


@dataclass(eq=False)
class Model:
    """A model, what it minimises, and the way back to an assignment.

    Attributes
    ----------
    frame
        Variables.
    symmetry
        The order of alike teams that the model asks for.
    objective
        What is minimised, constants included: violations or the soft cost.
    """

    frame: Frame
    symmetry: Symmetry
    objective: Linear
    has_hint: bool = False

    def hint(self, team: Index) -> None:
        """Suggest an assignment, int32, shape (n,)."""
        self.has_hint = True
        self.frame.hint(self.symmetry.ordered(team, self.frame.classes))


def wishes_model(
    terms: Terms,
    *,
    violations: int = 0,
    most: int | None = None,
    bounds: Bounds | None = None,
    capped: Mapping[int, int] | None = None,
) -> Model:
    """Return a model of the soft cost of assignments with few violations.

    Parameters
    ----------
    terms
        The problem.
    violations
        How many violations are allowed; with 0 every must rule becomes a constraint.
    most
        If given, assignments of a larger soft cost are left out.
    bounds
        The closed-form bounds, if they are known.
    capped
        Soft rules, by position, that are not priced but may cost so much at most.
    """
    if violations:
        model = _bare(terms, bounds)
        broken = _violations(model.frame)
        model.frame.cp.add(broken.expression() <= violations - broken.constant)
    else:
        model = musts_model(terms, bounds=bounds)
    _price(model, most, capped or {})
    return model


def musts_model(terms: Terms, *, bounds: Bounds | None = None) -> Model:
    """Return a model in which every must rule holds, without costs."""
    model = _bare(terms, bounds)
    for rule in terms.rules:
        if rule.must:
            enforce(model.frame, rule)
    return model


def violations_model(terms: Terms, *, bounds: Bounds | None = None) -> Model:
    """Return a model of the number of violations."""
    model = _bare(terms, bounds)
    model.objective = _violations(model.frame)
    _minimise(model)
    return model


def rules_model(terms: Terms) -> tuple[Model, dict[int, cp_model.IntVar]]:
    """Return a model in which each must rule holds if its literal is true, and the literals."""
    model, literals = _bare(terms), {}
    for k, rule in enumerate(terms.rules):
        if rule.must:
            literals[k] = model.frame.cp.new_bool_var("")
            enforce(model.frame, rule, literals[k])
    return model, literals


def _bare(terms: Terms, bounds: Bounds | None = None) -> Model:
    frame = Frame.of(terms, bounds or Bounds(terms))
    symmetry = Symmetry.of(terms, frame.classes)
    symmetry.break_up(frame)
    return Model(frame, symmetry, Linear())


def _violations(frame: Frame) -> Linear:
    total = Linear()
    for rule in frame.terms.rules:
        if rule.must:
            total.plus(rule_cost(frame, rule))
    return total


def _price(model: Model, most: int | None, capped: Mapping[int, int]) -> None:
    terms = model.frame.terms
    bounds = model.frame.bounds
    for k, (rule, coef) in enumerate(zip(terms.rules, terms.coefs, strict=True)):
        if k in capped:
            cost = rule_cost(model.frame, rule)
            model.frame.cp.add(cost.expression() <= capped[k] - cost.constant)
        elif not rule.must:
            # what this rule may cost if all others are at their bounds
            spare = (
                None if most is None else (most - bounds.total[1]) // coef + bounds.of_rule(rule)
            )
            model.objective.plus(rule_cost(model.frame, rule, spare), coef)
    if most is not None and model.objective.variables:
        common = model.objective.common
        room = (most - model.objective.constant) // common
        model.frame.cp.add(model.objective.expression(common) <= room)
    _minimise(model)


def _minimise(model: Model) -> None:
    if model.objective.variables:
        model.frame.cp.minimize(model.objective.expression(model.objective.common))
