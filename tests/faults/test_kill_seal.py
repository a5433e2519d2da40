"""Kills a process that seals, at random moments, and asks whether anything it acknowledged was lost.

A kill shows what a crash of the program does; it shows nothing of a power cut.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from undercount.evidence.lines import LineFile
from undercount.evidence.seal import seal
from undercount.evidence.vault import object_name
from undercount.evidence.verify import verify

pytestmark = pytest.mark.faults
KILLS = 200 if os.environ.get("UNDERCOUNT_FAULTS") == "full" else 12

# what a crash may leave behind, and the next seal mends
HARMLESS = {"object_without_record", "record_without_entry", "journal_torn", "records_torn"}

SEAL = """
import sys, time
from pathlib import Path
from undercount.evidence import seal as module
if sys.argv[1] == "broken":  # says so before it is so: this harness must notice
    def early(self, staged, pool, whole=module._Sealing._commit):
        for each in staged:
            print(each.sha256, flush=True)
        time.sleep(0.02)
        return whole(self, staged, pool)
    module._Sealing._commit = early
module.BATCH = 4
print("ready", flush=True)
for receipt in module.seal_each(sorted(Path(sys.argv[3]).iterdir()), Path(sys.argv[2]), by="aigul"):
    print(receipt.sha256, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for n in range(60):
        (tmp_path / "in" / f"{n:03}").write_bytes(b"%d" % n * 3000)
    return tmp_path / "in"


def killed(build: str, vault: Path, folder: Path, delay: float) -> list[str]:
    """Seal `folder` in a process, kill it after `delay` seconds, and give what it acknowledged until then."""
    command = [sys.executable, "-c", SEAL, build, str(vault), str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(delay)
    process.kill()
    said, _ = process.communicate()
    return [line for line in said.splitlines() if len(line) == 64]


def lost(vault: Path, acknowledged: list[str]) -> list[str]:
    """Give what was acknowledged and is not there: whole, with a record, and entered."""
    entered = {json.loads(line)["record"] for line in LineFile(vault / "journal.jsonl").read()}
    kept = [json.loads(line) for line in LineFile(vault / "records.jsonl").read()]
    held = {record["sha256"] for record in kept if record["id"] in entered}
    whole = {
        sha256
        for sha256 in held
        if hashlib.sha256((vault / object_name(sha256)).read_bytes()).hexdigest() == sha256
    }
    return [sha256 for sha256 in acknowledged if sha256 not in whole]


@pytest.mark.timeout(900)
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, folder: Path) -> None:
    chance = random.Random(20220105)
    for n in range(KILLS):
        vault = tmp_path / f"vault{n}"
        acknowledged = killed("sound", vault, folder, chance.uniform(0, 0.12))
        if not (vault / "vault.json").exists():
            assert acknowledged == []
            continue
        assert lost(vault, acknowledged) == []
        assert {finding.code for finding in verify(vault).findings} <= HARMLESS
        seal(sorted(folder.iterdir()), vault, by="aigul")
        assert verify(vault).ok
        leaves = [json.loads(line) for line in LineFile(vault / "journal.jsonl").read()]
        assert [leaf["seq"] for leaf in leaves] == list(range(len(leaves)))


def test_a_build_that_acknowledges_too_early_is_caught(tmp_path: Path, folder: Path) -> None:
    chance = random.Random(20220105)
    for n in range(20):
        vault = tmp_path / f"vault{n}"
        acknowledged = killed("broken", vault, folder, chance.uniform(0, 0.12))
        if (vault / "journal.jsonl").exists() and lost(vault, acknowledged):
            return
    pytest.fail("the harness did not notice a build that acknowledges too early")
