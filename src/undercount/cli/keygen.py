"""`keygen`: a key to sign editions with."""

from __future__ import annotations

from pathlib import Path

import click

from undercount.cli.terminal import json_option, lang_option, print_json, speaks
from undercount.evidence.sign import generate_key


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@lang_option
@speaks
def keygen(file: Path, as_json: bool, lang: str | None) -> None:
    """Make a signing key (Ed25519) in FILE and its public half beside it.

    Keep the private file to yourself; publish the fingerprint where people who know you will find it.

    Example: undercount keygen coalition.pem
    """
    key = generate_key(file)
    if as_json:
        print_json({"private": str(key.private), "public": str(key.public), "fingerprint": key.fingerprint})
        return
    click.echo(f"{key.fingerprint}  {key.public}")
