"""Every verb as a person types it: what it prints, what it leaves behind, and how it says no."""

from __future__ import annotations

import json
import shutil
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from undercount.cli.main import VERBS, verbs

KAZAKHSTAN = Path(str(files("undercount") / "crises" / "kazakhstan_2022"))
KOSOVO = Path(str(files("undercount") / "crises" / "kosovo_1999"))


def call(*arguments: object) -> Result:
    result = CliRunner().invoke(verbs, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def call_json(*arguments: object) -> Any:
    result = call(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the whole line was walked once by hand: crisis, snapshot, results, key, edition."""
    folder = tmp_path_factory.mktemp("line")
    assert call("import", KAZAKHSTAN, "--out", folder / "crisis").exit_code == 0
    assert call("freeze", folder / "crisis", "--audience", "public", "--out", folder / "snap").exit_code == 0
    assert call("run", folder / "snap", "--out", folder / "results").exit_code == 0
    assert call("keygen", folder / "key.pem").exit_code == 0
    edition = ("--results", folder / "results", "--key", folder / "key.pem", "--out", folder / "edition")
    assert call("publish", folder / "snap", *edition).exit_code == 0
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    shown = call(verb, "--help").output
    assert f"undercount {verb}" in shown.split("Example:")[1]


def test_what_is_imported_and_exported_again_is_the_same_to_the_byte(made: Path, tmp_path: Path) -> None:
    assert call("export", made / "crisis", "--out", tmp_path / "again").exit_code == 0
    before = {p.relative_to(made / "crisis"): p.read_bytes() for p in (made / "crisis").rglob("*") if p.is_file()}
    after = {p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*") if p.is_file()}
    assert before == after
    assert len(before) > 10


def test_freezing_twice_gives_the_same_snapshot(made: Path, tmp_path: Path) -> None:
    again = call_json("freeze", made / "crisis", "--audience", "public", "--out", tmp_path / "snap")
    assert again["rows"]["figures"] == 109
    assert (tmp_path / "snap" / "manifest.json").read_bytes() == (made / "snap" / "manifest.json").read_bytes()


def test_an_edition_verifies_and_a_flipped_byte_is_named(made: Path, tmp_path: Path) -> None:
    good = call_json("verify", made / "edition", "--key", made / "key.pub.pem")
    assert good["ok"] is True
    assert "key_not_pinned" not in good["not_proven"]
    shutil.copytree(made / "edition", tmp_path / "edition")
    page = tmp_path / "edition" / "en" / "index.html"
    content = bytearray(page.read_bytes())
    content[100] ^= 1
    page.write_bytes(content)
    bad = call("verify", tmp_path / "edition", "--json")
    assert bad.exit_code == 1
    assert {"code": "file_changed", "item": "en/index.html"} in json.loads(bad.stdout)["findings"]


def test_the_same_snapshot_results_and_key_give_the_same_edition(made: Path, tmp_path: Path) -> None:
    edition = ("--results", made / "results", "--key", made / "key.pem", "--out", tmp_path / "edition")
    assert call("publish", made / "snap", *edition).exit_code == 0
    for one in (made / "edition").rglob("*"):
        if one.is_file():
            assert one.read_bytes() == (tmp_path / "edition" / one.relative_to(made / "edition")).read_bytes()


def test_gaps_names_the_retracted_figure_and_draws(made: Path, tmp_path: Path) -> None:
    found = call_json("gaps", made / "crisis", "--out", tmp_path / "killed.svg", "--metric", "killed")
    retracted = [issue["figures"] for issue in found["issues"] if issue["code"] == "retracted"]
    assert ["K03", "K03r1", "K03r2"] in retracted
    assert (tmp_path / "killed.svg").read_text(encoding="utf-8").startswith("<svg")


def test_gaps_reads_a_lone_csv_with_words_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(
        "id,source,exhibit,said_on,as_of,metric,population,place,low,high,hedge,value,cumulative\n"
        "a,Ministry of the Interior,p1,2031-03-04,2031-03-04,people taken away,all,Nowhere,18,18,exact,18,true\n"
        "b,Ministry of the Interior,p2,2031-03-06,2031-03-06,people taken away,all,Nowhere,16,16,exact,16,true\n"
        "c,Watch of Nowhere,p3,2031-03-06,2031-03-06,people taken away,all,Nowhere,40,,at_least,40,true\n",
        encoding="utf-8",
    )
    found = call_json("gaps", tmp_path / "figures.csv")
    assert [(i["code"], i["figures"]) for i in found["issues"]] == [("silently_lowered", ["a", "b"])]
    assert {series["side"] for series in found["series"]} == {"authority", "observer"}


def test_indicators_print_all_31_with_a_value_or_what_is_missing(made: Path) -> None:
    found = call_json("indicators", made / "snap")
    assert sorted(found) == [f"IND{number:02}" for number in range(1, 32)]
    assert all(each["parts"] or each["missing"] for each in found.values())
    assert call_json("indicators", made / "snap", "--results", made / "results") == found


def test_sealing_gives_receipts_and_a_vault_that_verifies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    receipts = call_json("seal", tmp_path / "a.txt", tmp_path / "a.txt", "--vault", tmp_path / "vault")["receipts"]
    assert [receipt["duplicate"] for receipt in receipts] == [False, True]
    assert call_json("verify", tmp_path / "vault")["kind"] == "vault"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "nowhere", "--out", "x"), "nowhere: there is no crisis.toml in this folder; name a crisis folder"),
        (("export", "nowhere", "--out", "x"), "nowhere: there is no crisis.toml in this folder; name a crisis folder"),
        (("freeze", "nowhere", "--audience", "public", "--out", "x"), "nowhere: there is no crisis.toml"),
        (("run", "nowhere", "--out", "x"), "nowhere: there is no snapshot here; make one with `undercount freeze`"),
        (("indicators", "nowhere"), "nowhere: there is no snapshot here; make one with `undercount freeze`"),
        (("gaps", "nowhere"), "nowhere: there is no such file; check the path"),
        (("verify", "nowhere"), "nowhere: there is no such folder; name a vault or an edition"),
        (("freeze", KOSOVO, "--audience", "everyone", "--out", "x"), "See `undercount freeze --help`."),
        (("frobnicate",), "No such command 'frobnicate'. See `undercount --help`."),
        (("gaps",), "Missing argument 'FIGURES'. See `undercount gaps --help`."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: tuple[object, ...], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from undercount.cli.main import main

    monkeypatch.setattr("sys.argv", ["undercount", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        main()
    shown = capsys.readouterr()
    assert stop.value.code == 2
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert said in shown.err


def test_an_existing_folder_is_never_written_over(made: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for arguments in (
        ("import", KOSOVO, "--out", tmp_path / "mine"),
        ("freeze", KOSOVO, "--audience", "public", "--out", tmp_path / "mine"),
        ("run", made / "snap", "--out", tmp_path / "mine"),
    ):
        refused = call(*arguments)
        assert refused.exit_code == 2
        assert "this folder exists already; name a folder that does not exist yet" in refused.output
    assert list((tmp_path / "mine").iterdir()) == []


def test_problems_are_said_in_the_language_asked_for() -> None:
    assert "нет" in call("gaps", "nowhere", "--lang", "ru").output


@pytest.mark.slow
def test_the_demo_builds_both_crises_and_prints_the_account(tmp_path: Path) -> None:
    done = call("demo", "--dir", tmp_path / "demo", "--no-serve")
    assert done.exit_code == 0
    assert "164" in done.output
    for crisis in ("kazakhstan_2022", "kosovo_1999"):
        assert call("verify", tmp_path / "demo" / crisis / "edition").exit_code == 0
    assert call("demo", "--dir", tmp_path / "demo", "--no-serve", "--json").exit_code == 0
    (tmp_path / "other").mkdir()
    refused = call("demo", "--dir", tmp_path / "other")
    assert refused.exit_code == 2
    assert "this folder was not made by demo" in refused.output


def test_a_fault_of_ours_is_one_line_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    module = sys.modules["undercount.cli.main"]

    def broken(**_: object) -> None:
        raise ZeroDivisionError("a name that must not be shown")

    monkeypatch.setattr(module.verbs, "main", broken)
    with pytest.raises(SystemExit) as stop:
        module.main()
    said = capsys.readouterr().err
    assert stop.value.code == 2
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    assert "a name that must not be shown" not in said
    monkeypatch.setenv("UNDERCOUNT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        module.main()
