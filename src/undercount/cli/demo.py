"""`demo`: the shipped crises built end to end, the account printed, the edition verified."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import as_file, files
from pathlib import Path

import click

from undercount.cli.terminal import json_option, lang_option, language, print_json, progress, speaks
from undercount.evidence.sign import generate_key
from undercount.evidence.verify import verify
from undercount.facts.audience import Audience
from undercount.facts.problem import Spot, refuse
from undercount.line.folder import load, save
from undercount.line.freeze import freeze
from undercount.line.run import run_methods, save_results
from undercount.publish.account import account, account_text
from undercount.publish.edition import build_edition

SHIPPED = ("kosovo_1999", "kazakhstan_2022")  # the last one's account is the one left on the screen
_MARK = ".undercount-demo"  # only a folder that this verb made is ever replaced by it


@click.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("demo-out"), show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Do not serve the editions afterwards.")
@json_option
@lang_option
@speaks
def demo(folder: Path, port: int, no_serve: bool, as_json: bool, lang: str | None) -> None:
    """Build the shipped crises end to end, print the account, and say where the editions are.

    Example: undercount demo --lang ru
    """
    started = time.monotonic()
    _make_room(folder)
    key = generate_key(folder / "demo.key.pem")
    built = [_build(name, folder / name, key.private, key.public, lang, as_json) for name in SHIPPED]
    seconds = round(time.monotonic() - started, 1)
    if as_json:
        print_json({"editions": built, "seconds": seconds})
        return
    click.echo()
    for edition in built:
        click.echo(f"{edition['edition']}/index.html")
    click.echo(f"undercount verify {built[-1]['edition']} --key {key.public}")
    if not no_serve and sys.stdout.isatty() and not os.environ.get("CI"):
        _serve(folder, port)


def _make_room(folder: Path) -> None:
    if folder.exists() and not (folder / _MARK).is_file():
        what, do = "this folder was not made by demo", "name another one with --dir"
        raise refuse("not_ours", what, do, at=Spot(str(folder)))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()


def _build(
    name: str, folder: Path, key: Path, public: Path, lang: str | None, quiet: bool
) -> dict[str, object]:
    with _shipped(name) as shipped:
        save(load(shipped), folder / "crisis")
    snapshot = freeze(folder / "crisis", Audience.PUBLIC, folder / "snapshot")
    results = run_methods(snapshot)
    save_results(results, folder / "results")
    with progress(name) as show:
        edition = build_edition(snapshot, results, key, folder / "edition", progress=show)
        checked = verify(folder / "edition", key=public, progress=show)
    if not checked.ok:
        what, do = "the new edition does not verify: {item}", "tell us: this is a fault of undercount"
        raise refuse("demo_unverified", what, do, at=Spot(str(folder)), item=checked.findings[0].item)
    if not quiet:
        click.echo(
            account_text(account(snapshot, results, language(lang)), shutil.get_terminal_size().columns)
        )
    return {"crisis": name, "edition": str(edition.folder), "id": edition.id, "verified": checked.ok}


@contextmanager
def _shipped(name: str) -> Iterator[Path]:
    with as_file(files("undercount") / "crises" / name) as folder:
        yield folder


def _serve(folder: Path, port: int) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as fault:
        what, do = "port {port} is taken ({fault})", "choose another one with --port"
        raise refuse("port_taken", what, do, port=port, fault=fault.strerror) from fault
    address = f"http://127.0.0.1:{port}/{SHIPPED[-1]}/edition/index.html"
    click.echo(f"{address}  (Ctrl+C)")
    click.launch(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
