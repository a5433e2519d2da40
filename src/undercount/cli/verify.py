"""`verify`: whether a vault or an edition is what it was when it was sealed or signed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from undercount.cli.terminal import SAID_NO, json_option, lang_option, print_json, progress, speaks
from undercount.evidence.verify import verify as verify_path


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
    for finding in (*checked.findings, *checked.notices):
        click.echo(f"{finding.code}: {finding.item}")
    click.echo(f"{'ok' if checked.ok else 'NOT OK'}: {checked.kind}, {checked.checked} checked")
    click.echo(f"not proven: {_shortened(checked.not_proven)}")
    return None if checked.ok else SAID_NO


def _shortened(codes: tuple[str, ...]) -> str:
    """Return the codes, those that name an item counted instead of listed."""
    counts = Counter(code.partition(":")[0] for code in codes)
    return ", ".join(code if count == 1 else f"{code} ({count})" for code, count in counts.items())
