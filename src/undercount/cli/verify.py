"""`verify`: whether a vault or an edition is what it was when it was sealed or signed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from undercount.cli.sayings import sayings
from undercount.cli.terminal import (
    SAID_NO,
    json_option,
    lang_option,
    language,
    print_json,
    progress,
    speaks,
)
from undercount.evidence.verification import Verification
from undercount.evidence.verify import verify as verify_path
from undercount.publish.words import Words


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="The signer's public key, from somewhere else.")
@json_option
@lang_option
@speaks
def verify(path: Path, key: Path | None, as_json: bool, lang: str | None) -> int | None:
    """Check a vault or an edition, offline, and name each item that fails.

    Says no with exit code 1. Without --key it can't tell whose signature it is.

    Example: undercount verify edition/ --key coalition.pub.pem
    """
    with progress("verify") as show:
        checked = verify_path(path, key=key, progress=show)
    if as_json:
        print_json(checked.as_json())
        return None if checked.ok else SAID_NO
    _show(checked, sayings(language(lang)))
    return None if checked.ok else SAID_NO


def _show(checked: Verification, said: Words) -> None:
    for finding in (*checked.findings, *checked.notices):
        click.echo(f"{finding.item}: {said.label('verification_code', finding.code)} ({finding.code})")
    good = said("the vault is as it was sealed")
    if checked.kind == "edition":
        good = said("the edition is as it was signed")
    count = said.many("{n} item checked", "{n} items checked", checked.checked)
    click.echo(f"{good if checked.ok else said('NOT as it was: see above')} ({count})")
    click.echo(said("not proven by this:"))
    # a code that names an item is counted instead of listed
    for code, times in Counter(code.partition(":")[0] for code in checked.not_proven).items():
        click.echo(f"  {said.label('not_proven', code)}{f' ({times})' if times > 1 else ''}")
