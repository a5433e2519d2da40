"""The one command and its verbs."""

from __future__ import annotations

import sys

import click

from undercount import __version__
from undercount.cli.demo import demo
from undercount.cli.folders import export_verb, freeze_verb, import_verb
from undercount.cli.gaps import gaps
from undercount.cli.indicators import indicators, run
from undercount.cli.keygen import keygen
from undercount.cli.publish import publish
from undercount.cli.seal import seal
from undercount.cli.statement import statement
from undercount.cli.terminal import REFUSED
from undercount.cli.verify import verify

VERBS = (
    demo,
    import_verb,
    export_verb,
    freeze_verb,
    run,
    publish,
    verify,
    statement,
    gaps,
    indicators,
    seal,
    keygen,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="undercount")
def verbs() -> None:
    """Turn contradictory reports of a human-rights crisis into an account that anyone can check.

    Exit codes: 0 a result was produced, whatever it says; 1 `verify` says no; 2 nothing could be produced.
    """


for verb in VERBS:
    verbs.add_command(verb)


def main() -> None:
    """Run the command line; a wrong call is one line, like every other problem."""
    try:
        verbs.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.format_message())
        sys.exit(REFUSED)
    except click.ClickException as fault:
        context = getattr(fault, "ctx", None)
        path = context.command_path if context else "undercount"
        click.echo(f"{' '.join(fault.format_message().split())} See `{path} --help`.", err=True)
        sys.exit(REFUSED)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped; nothing half-made was kept.", err=True)
        sys.exit(REFUSED)
