"""The command line: words to one call to words; the only place where errors become exit codes.

A command lives in the module of its name and is imported only when it runs, so that ``--help``
answers at once.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from grouping.errors import GroupingError
from grouping.language import LANGUAGES, _, of_environment, use

COMMANDS = {
    "init": "Look at a roster and write a plan to start from.",
    "solve": "Make teams from a plan or a roster.",
    "rotate": "Mix groups again every round, so that people meet many others.",
    "repair": "Repair teams when people drop out or come late.",
    "check": "Judge a result or a hand-edited list.",
    "rules": "List every kind of rule.",
    "generate": "Make synthetic rosters and benchmark instances.",
    "bench": "Run suites of instances; tables and plots of what came out.",
}


def _language_option() -> click.Option:
    """Return ``--lang``, which is the same before and after the name of a command."""
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        is_eager=True,  # before --help, so that this is in the language asked for
        expose_value=False,
        callback=lambda _ctx, _param, name: use(name) if name else None,
        help=_("Language of messages and lists (default: that of the environment)."),
    )


class _Commands(click.Group):
    """A group whose commands are modules, and whose errors are messages."""

    def main(self, *args: Any, **rest: Any) -> Any:
        use(of_environment())
        return super().main(*args, **rest)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [*super().get_params(ctx), _language_option()]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"grouping.cli.{name}")
        command: click.Command = module.command
        if not any(parameter.name == "lang" for parameter in command.params):
            command.params.append(_language_option())
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from grouping.errors import did_you_mean

            ctx.fail(f"there is no command '{name}'; {did_you_mean(name, COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GroupingError as error:
            fail(error)
        except BrokenPipeError:
            raise  # the reader of our output left: click knows what to do
        except OSError as error:
            fail(GroupingError(f"{error.strerror or error}", where=str(error.filename or "")))
        except KeyboardInterrupt:
            click.echo("stopped; nothing was written", err=True)
            raise SystemExit(130) from None


def fail(error: GroupingError) -> None:
    """Print what is wrong, where, and what to do; leave with exit code 2."""
    place = f"{error.where}: " if error.where else ""
    click.secho("error: ", fg="red", bold=True, err=True, nl=False)
    click.echo(f"{place}{error.message}", err=True)
    if error.hint:
        click.secho("hint: ", fg="cyan", err=True, nl=False)
        click.echo(error.hint, err=True)
    raise SystemExit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="grouping", message="%(prog)s %(version)s")
def main() -> None:
    """Balanced teams from a roster: agencies and ranks mixed, ages level, wishes kept.

    \b
    grouping solve participants.xlsx --teams 10 --spread Agency --balance Age -o teams.xlsx
    grouping init participants.xlsx -o plan.toml    then edit plan.toml, then
    grouping solve plan.toml -o teams.xlsx
    """  # noqa: D301 - the backspace tells click to keep the lines
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a name must not fail on a narrow encoding
