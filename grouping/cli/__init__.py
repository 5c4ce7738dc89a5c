"""The command line.  A command reads its options, makes one call, and prints the answer.

Errors become exit codes here and nowhere else.

A command lives in the module of its name and is imported only when it runs, so that ``--help``
answers at once.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from grouping.cli.help_words import asked_for, in_words, speak
from grouping.cli.signals import ended_as_by_hand
from grouping.cli.terminal import finish, head, prepare_streams, say
from grouping.errors import GroupingError
from grouping.language import _, later, of_environment

COMMANDS = {
    "open": later("Make teams by hand and eye, on a page in your browser."),
    "init": later("Look at a roster and write a plan to start from."),
    "solve": later("Make teams from a plan or a roster."),
    "rotate": later("Mix groups again every round, so that people meet many others."),
    "print": later("Write lists, sign-in sheets, slips, badges and cards to print."),
    "repair": later("Repair teams when people drop out or come late."),
    "check": later("Judge a result or a hand-edited list."),
    "whatif": later("Say what swaps and moves would change, or which are best."),
    "compare": later("Compare two results: what got better and worse, who moved."),
    "report": later("Show how good teams are, and why, as a page to read and print."),
    "rules": later("List every kind of rule."),
    "generate": later("Make synthetic rosters and benchmark instances."),
    "bench": later("Run suites of instances; tables and plots of what came out."),
}


class _Commands(click.Group):
    """A group whose commands are modules, and whose errors are messages."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        # before anything is read, so that help and errors are in the language asked for
        prepare_streams()
        given = sys.argv[1:] if args is None else args
        speak(asked_for(given) or of_environment())
        in_words(self)
        return super().main(args, *rest, **more)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"grouping.cli.{name}")
        return in_words(module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from grouping.errors import did_you_mean

            known = did_you_mean(name, COMMANDS)
            ctx.fail(_("there is no command '{name}'; {hint}", name=name, hint=known))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(says)) for name, says in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with ended_as_by_hand():
                try:
                    return super().invoke(ctx)
                finally:
                    finish()
        except GroupingError as error:
            fail(error)
        except BrokenPipeError:
            raise  # the reader of our output left: click knows what to do
        except OSError as error:
            fail(GroupingError(f"{error.strerror or error}", where=str(error.filename or "")))
        except MemoryError:
            fail(GroupingError(_("this needs more memory than there is")))
        except KeyboardInterrupt:
            say(_("stopped; nothing was written"))
            raise SystemExit(130) from None


def fail(error: GroupingError) -> None:
    """Print what is wrong, where, and what to do; leave with exit code 2."""
    place = f"{error.where}: " if error.where else ""
    head(_("error:") + " ", fg="red", bold=True, err=True)
    say(f"{place}{error.message}")
    if error.hint:
        head(_("hint:") + " ", fg="cyan", err=True)
        say(error.hint)
    raise SystemExit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="grouping", message="%(prog)s %(version)s", help="Show the version and exit."
)
def main() -> None:
    """Balanced teams from a roster: agencies and ranks mixed, ages level, wishes kept.

    \b
    grouping solve participants.xlsx --teams 10 --spread Agency --balance Age -o teams.xlsx
    grouping init participants.xlsx -o plan.toml    then edit plan.toml, then
    grouping solve plan.toml -o teams.xlsx
    """  # noqa: D301 - the backspace tells click to keep the lines
