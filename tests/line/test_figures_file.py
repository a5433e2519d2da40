"""A file of figures that stands alone: a crisis folder, a CSV or JSON, or one clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.line.small_crisis import write_small_crisis

from undercount.facts.problem import Refused
from undercount.line.figures_file import read_figures

CSV = "id,source,said_on,metric,low,value\nf1,Ministry of Health,2022-01-09,killed,164,164\n"


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_figures(path)
    return str(refused.value)


def test_a_crisis_folder_gives_its_figures_and_its_sources(tmp_path: Path) -> None:
    rows = read_figures(write_small_crisis(tmp_path / "crisis"))
    assert [figure.id for figure in rows["figures"]] == ["f1", "f2", "f3"]
    assert {source.id for source in rows["sources"]} == {"mia", "ngo"}


def test_a_lone_csv_may_use_its_own_words_and_names_its_speakers(tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(CSV)
    rows = read_figures(file)
    (figure,) = rows["figures"]
    assert (figure.metric, figure.low, figure.value) == ("killed", 164, 164)
    assert [source.id for source in rows["sources"]] == ["Ministry of Health"]


def test_sources_beside_a_lone_csv_are_taken(tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(CSV)
    (tmp_path / "sources.csv").write_text("id,name,kind\nMinistry of Health,The Ministry,ministry\n")
    (source,) = read_figures(tmp_path / "figures.csv")["sources"]
    assert source.kind == "ministry"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("f.csv", "", "f.csv: the file holds no figures; give one figure a row"),
        ("f.csv", CSV.splitlines()[0], "f.csv: the file holds no figures; give one figure a row"),
        (
            "f.csv",
            CSV.replace("source,", ""),
            "f.csv, row 1, column source: the column is missing; add it to the header and fill it",
        ),
        (
            "f.csv",
            CSV.replace("164,164", "many,164"),
            "f.csv, row 2, column low: 'many' is not a whole number in plain digits; mend the cell",
        ),
        (
            "f.csv",
            CSV + CSV.splitlines()[1],
            "f.csv, column id: the id f1 stands twice; give each figure its own",
        ),
        (
            "f.json",
            '{"a": 1}',
            "f.json: the file holds no list of figures; give a list of objects, or put it under `claims`",
        ),
        (
            "f.json",
            "[1, 2]",
            "f.json: the file holds no list of figures; give a list of objects, or put it under `claims`",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_these_words(
    name: str, content: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content)
    assert refusal(tmp_path / name) == message


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == f"{tmp_path}/none.csv: there is no such file; check the path"


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe[", b"[" * 100_000, b"[" + b"9" * 5000 + b"]"])
def test_json_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "f.json").write_bytes(content)
    assert refusal(tmp_path / "f.json").startswith("f.json: ")


def test_the_figures_of_the_seed_are_read_whole() -> None:
    seed = Path(__file__).parents[2].parent / "shared" / "data" / "statement" / "figures_kz2022.json"
    if not seed.is_file():
        pytest.skip("the seed's figures are not beside the project")
    claims = json.loads(seed.read_text(encoding="utf-8"))
    claims = claims.get("claims", claims) if isinstance(claims, dict) else claims
    assert len(read_figures(seed)["figures"]) == len(claims) == 109
