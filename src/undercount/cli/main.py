"""The one command and its verbs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module

import click

from undercount import __version__

# a verb's module is imported when the verb is called: an old laptop shall not wait for what it does not use
VERBS: Mapping[str, str] = {
    "demo": "demo:demo",
    "import": "folders:import_verb",
    "export": "folders:export_verb",
    "freeze": "folders:freeze_verb",
    "run": "indicators:run",
    "publish": "publish:publish",
    "verify": "verify:verify",
    "read": "read:read",
    "statement": "statement:statement",
    "gaps": "gaps:gaps",
    "estimate": "estimate:estimate_verb",
    "indicators": "indicators:indicators",
    "seal": "seal:seal",
    "keygen": "keygen:keygen",
}
REFUSED = 2


class Verbs(click.Group):
    """The verbs, each imported when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the verbs in the order a newcomer meets them."""
        return list(VERBS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return a verb, or None where there is none of that name."""
        if name not in VERBS:
            return None
        module, attribute = VERBS[name].split(":")
        command: click.Command = getattr(import_module(f"undercount.cli.{module}"), attribute)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="undercount")
def verbs() -> None:
    """Turn contradictory reports of a human-rights crisis into an account that anyone can check.

    Exit codes: 0 a result was produced, whatever it says; 1 `verify` says no; 2 nothing could be produced.
    """


def main() -> None:
    """Run the command line; a wrong call is one line, like every other problem."""
    try:
        verbs.main(prog_name="undercount", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.format_message())
        sys.exit(REFUSED)
    except click.ClickException as fault:
        from undercount.cli.terminal import show_wrong_call  # imported when needed, as a verb's module is

        show_wrong_call(fault)
        sys.exit(REFUSED)
    except (click.Abort, KeyboardInterrupt):
        from undercount.cli.terminal import show_stopped

        show_stopped()
        sys.exit(REFUSED)
    except Exception as fault:  # the last door: a fault of ours is told in one line too
        if os.environ.get("UNDERCOUNT_DEBUG"):
            raise
        from undercount.cli.terminal import show_fault

        show_fault(fault)
        sys.exit(REFUSED)
