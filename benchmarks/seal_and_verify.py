"""Sealing beside a bare fsync loop, verifying beside `sha256sum`: the same files in the same run.

Sealing should reach 0.6 of the loop that only writes and fsyncs; verifying 0.7 of sha256sum. Rounds
alternate, so that what else the machine does falls on both; the ratio is the median of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from undercount.evidence.edition_format import EditionMeta, write_manifest_and_sign
from undercount.evidence.journal import Entry, Event, Journal
from undercount.evidence.lines import LineFile
from undercount.evidence.merkle import Tree, leaf_hash
from undercount.evidence.seal import now, seal
from undercount.evidence.sign import generate_key
from undercount.evidence.verify import verify

FILE_BYTES = 40_000


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_fsync(paths: list[Path], folder: Path) -> None:
    folder.mkdir()
    for path in paths:
        descriptor = os.open(folder / path.name, os.O_WRONLY | os.O_CREAT, 0o440)
        os.write(descriptor, path.read_bytes())
        os.fsync(descriptor)
        os.close(descriptor)


def print_ratio(what: str, ours: list[float], theirs: list[float], count: int) -> None:
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    rates = f"{count / statistics.median(ours):8.0f} against {count / statistics.median(theirs):8.0f} files/s"
    print(f"{what:<42}{rates}   ratio {ratio:.2f}")


def bench_seal(paths: list[Path], work: Path, rounds: int) -> None:
    ours, theirs = [], []
    for n in range(rounds):
        theirs.append(seconds(lambda n=n: bare_fsync(paths, work / f"bare{n}")))  # type: ignore[misc]
        ours.append(seconds(lambda n=n: seal(paths, work / f"vault{n}", by="bench")))  # type: ignore[misc]
    print_ratio("seal against a bare write and fsync", ours, theirs, len(paths))


def bench_verify(paths: list[Path], work: Path, rounds: int) -> None:
    edition, key = work / "edition", generate_key(work / "key.pem")
    (edition / "data").mkdir(parents=True)
    for path in paths:
        shutil.copy(path, edition / "data" / path.name)
    write_manifest_and_sign(edition, EditionMeta("bench", "bench", "bench", fictional=True), key.private)
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    ours, theirs, vaults = [], [], []
    for _ in range(rounds):
        theirs.append(seconds(lambda: subprocess.run(command, cwd=edition, check=True)))
        ours.append(seconds(lambda: verify(edition, key=key.public)))
        vaults.append(seconds(lambda: verify(work / "vault0")))
    print_ratio("verify an edition against sha256sum", ours, theirs, len(paths))
    print_ratio("verify a vault against sha256sum", vaults, theirs, len(paths))


def bench_journal(work: Path, leaves: int) -> None:
    (work / "journal.jsonl").touch()
    journal = Journal(LineFile(work / "journal.jsonl"))
    entries = [Entry(Event.GRADE, now(), {"claim": f"c{n}"}) for n in range(leaves)]
    print(f"{leaves} leaves: append            {seconds(lambda: journal.append(entries)):8.2f} s")
    print(f"{leaves} leaves: read and root     {seconds(journal.root):8.2f} s")
    more = seconds(lambda: (journal.append(entries[:1]), journal.root()))
    print(f"{leaves} leaves: one more and root {more * 1000:8.2f} ms")
    tree = Tree()
    for n in range(leaves):
        tree.append(leaf_hash(b"%d" % n))
    proof = seconds(lambda: tree.inclusion_proof(leaves // 3))
    print(f"{leaves} leaves: a proof           {proof * 1000:8.3f} ms")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--leaves", type=int, default=100_000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as folder:
        work = Path(folder)
        (work / "in").mkdir()
        paths = [work / "in" / f"{n:06}" for n in range(asked.files)]
        for path in paths:
            path.write_bytes(os.urandom(FILE_BYTES))
        bench_seal(paths, work, asked.rounds)
        bench_verify(paths, work, asked.rounds)
        bench_journal(work, asked.leaves)


if __name__ == "__main__":
    main()
