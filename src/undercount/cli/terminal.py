"""How every verb speaks: results on stdout, problems one line each on stderr, and the exit codes."""

from __future__ import annotations

import functools
import json
import locale
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, ParamSpec

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from undercount.cli.sayings import phrase, say, sayings
from undercount.facts.problem import Problem, Refused, Spot
from undercount.publish.words import LANGUAGES

PRODUCED, SAID_NO, REFUSED = 0, 1, 2
SHOWN_AT_MOST = 50  # problems; more would scroll the first ones away

P = ParamSpec("P")

lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=None, help="Language of the words; else the locale's."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for machines.")


def language(chosen: str | None) -> str:
    """Return the language to speak: the one chosen, else the locale's, else English."""
    if chosen:
        return chosen
    name = (locale.getlocale(locale.LC_CTYPE)[0] or "")[:2].lower()
    return name if name in LANGUAGES else "en"


def print_json(value: Any) -> None:
    """Print a result for machines: one JSON document, UTF-8, keys as given."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def problem_line(problem: Problem, chosen: str | None) -> str:
    """Return a problem as one line in the language chosen."""
    return say(problem, language(chosen))


def speaks(verb: Callable[P, int | None]) -> Callable[P, None]:
    """Turn a verb's outcome into an exit code, and what it refuses into lines that say what to do."""

    @functools.wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        given = kwargs.get("lang")
        chosen = given if isinstance(given, str) else None
        try:
            code = verb(*args, **kwargs)
        except Refused as refused:
            show_problems(refused.problems, chosen)
            sys.exit(REFUSED)
        except BrokenPipeError:
            sys.stderr.close()  # the reader has gone, as `head` does; nobody is left to tell
            sys.exit(PRODUCED)
        except OSError as fault:
            click.echo(_of_the_system(fault, chosen), err=True)
            sys.exit(REFUSED)
        sys.exit(code or PRODUCED)

    return run


def _of_the_system(fault: OSError, chosen: str | None) -> str:
    said = sayings(language(chosen))
    where = f"{fault.filename}: " if fault.filename else ""
    reason = phrase(fault.strerror or str(fault), said.language)
    return f"{where}{reason}; {said('check the path and the disk')}"


def show_problems(problems: tuple[Problem, ...], chosen: str | None) -> None:
    """Print each problem on a line of its own to stderr."""
    for problem in problems[:SHOWN_AT_MOST]:
        click.echo(problem_line(problem, chosen), err=True)
    if len(problems) > SHOWN_AT_MOST:
        said, more = sayings(language(chosen)), len(problems) - SHOWN_AT_MOST
        click.echo(said.many("… {n} more; mend these first", "… {n} more; mend these first", more), err=True)


def show_wrong_call(fault: click.ClickException) -> None:
    """Say in one line, on stderr, what of a call can't be understood, and where its help is."""
    said, context = sayings(language(_asked_for())), getattr(fault, "ctx", None)
    told = phrase(" ".join(fault.format_message().split()), said.language)
    verb = context.command_path if context else "undercount"
    click.echo(f"{told} {said('See `{verb} --help`.', verb=verb)}", err=True)


def show_stopped() -> None:
    """Say on stderr that a verb was stopped."""
    said = sayings(language(_asked_for()))
    click.echo(said("Stopped; nothing half-made was kept."), err=True)


def _asked_for() -> str | None:
    """Return the language that a call which was not understood asks for all the same; else None."""
    asked = [word.removeprefix("--lang=") for word in sys.argv if word.startswith("--lang=")]
    asked += [word for option, word in pairwise(sys.argv) if option == "--lang"]
    return next((word for word in asked if word in LANGUAGES), None)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a true progress bar on stderr where it is a terminal; yield a function of (done, of how many)."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show_fault(fault: Exception) -> None:
    """Tell a fault of ours in one line: its kind and place, never its values, which may hold a name."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    what = "this is a fault of undercount ({kind} at {place}), nothing half-made was kept"
    do = "run it again with UNDERCOUNT_DEBUG=1 and tell the project"
    problem = Problem("fault", what, do, Spot(), {"kind": type(fault).__name__, "place": place})
    click.echo(problem_line(problem, _asked_for()), err=True)
