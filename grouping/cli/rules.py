"""`grouping rules`: show every kind of rule with its options and an example."""

from __future__ import annotations

import textwrap

import click

from grouping.cli.terminal import head, put
from grouping.errors import InputError, did_you_mean
from grouping.language import _


@click.command("rules")
@click.argument("kind", required=False)
def command(kind: str | None) -> None:
    """List every kind of rule, or explain one KIND."""
    from grouping.problem.registry import kinds

    if kind is not None and kind not in kinds():
        raise InputError(
            _("there is no rule of kind '{kind}'", kind=kind), hint=did_you_mean(kind, kinds())
        )
    for name, rule in kinds().items():
        if kind not in (None, name):
            continue
        layer = _("a must by default") if rule.must_by_default else _("a wish by default")
        layer = _("always a wish") if rule.soft_only else layer
        head(name, bold=True)
        put(f"  {_(rule.says)} ({layer})")
        for option, spec in rule.options().items():
            if option in ("must", "weight", "label") and kind is None:
                continue
            put(f"    {option:<12} {_(spec.metadata['help'])}")
        put(textwrap.indent(_(rule.example), "    | ") + "\n")
    if kind is None:
        put(_("every kind also has"))
        for option in ("must", "weight", "label"):
            put(f"    {option:<12} {_(rule.options()[option].metadata['help'])}")
