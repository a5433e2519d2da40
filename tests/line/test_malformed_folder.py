"""Malformed crisis folders: each is refused in the exact words a person needs, and nothing is written."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.line.small_crisis import FILES, write_small_crisis

from undercount.facts.audience import Audience
from undercount.facts.problem import Refused
from undercount.line.folder import load
from undercount.line.freeze import freeze

MESSAGES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("malformed_folder.toml").read_text(encoding="utf-8")
)
LINE = re.compile(r"(CRISIS|[\w./ -]+)(, row \d+)?(, column .+)?: .+; .+")  # where: what; what to do
Spoil = Callable[[Path], object]


def put(name: str, content: str | bytes) -> Spoil:
    """Write a file anew."""

    def spoil(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return spoil


def change(name: str, old: str, new: str) -> Spoil:
    """Replace a piece of a file, which must be there once."""
    assert FILES[name].count(old) == 1, (name, old)
    return put(name, FILES[name].replace(old, new))


def add(name: str, more: str) -> Spoil:
    """Write more at the end of a file."""
    return put(name, FILES[name] + more)


def remove(name: str) -> Spoil:
    return lambda folder: (folder / name).unlink()


def link(name: str, target: str) -> Spoil:
    return lambda folder: (folder / name).symlink_to(target)


def fold(name: str) -> Spoil:
    """Put a folder where a file belongs."""

    def spoil(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()

    return spoil


def pipe(name: str) -> Spoil:
    """Put a pipe where a file belongs: whoever reads it waits for ever."""

    def spoil(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return spoil


FIGURE = "f9,mia,page,2022-01-06,2022-01-05,killed,all,almaty,{low},{high},{value},{supersedes}\n"


def figure(low: str = "", high: str = "", value: str = "", supersedes: str = "") -> Spoil:
    return add("figures.csv", FIGURE.format(low=low, high=high, value=value, supersedes=supersedes))


def claim(attributes: str, about: str = "") -> Spoil:
    quoted = attributes.replace('"', '""')
    return add("claims.csv", f'c9,killed,ngo,page,{about},"{quoted}"\n')


def place(line: str) -> Spoil:
    names = "".join(f'name_{lang} = "X"\n' for lang in ("en", "ru", "kk"))
    return add("crisis.toml", f'[[places]]\nid = "x"\nkind = "city"\n{names}{line}\n')


CASES: dict[str, Spoil] = {
    # crisis.toml
    "no crisis.toml": (remove("crisis.toml")),
    "crisis.toml a folder": (fold("crisis.toml")),
    "crisis.toml empty": (put("crisis.toml", "")),
    "crisis.toml blank": (put("crisis.toml", "\n\n")),
    "schema alone": (put("crisis.toml", "schema = 1\n")),
    "schema 2": (change("crisis.toml", "schema = 1", "schema = 2")),
    "schema as text": (change("crisis.toml", "schema = 1", 'schema = "1"')),
    "schema true": (change("crisis.toml", "schema = 1", "schema = true")),
    "schema endless": (change("crisis.toml", "schema = 1", "schema = 0x" + "f" * 20_000)),
    "bad TOML": (change("crisis.toml", "schema = 1", "schema 1")),
    "TOML nested too deep": (put("crisis.toml", "schema = 1\na = " + "[" * 5000 + "]" * 5000)),
    "a number of 5000 digits": (change("crisis.toml", "limit_hours = 48", "limit_hours = " + "9" * 5000)),
    "a table that is none of ours": (add("crisis.toml", "[[actors]]\nid = 'x'\n")),
    "places a string": (
        put("crisis.toml", 'places = "Almaty"\n' + FILES["crisis.toml"].split("[[places]]")[0])
    ),
    "places numbers": (put("crisis.toml", "places = [1, 2]\n" + FILES["crisis.toml"].split("[[places]]")[0])),
    "crisis an array": (change("crisis.toml", "[crisis]", "[[crisis]]")),
    "crisis a string": (put("crisis.toml", 'schema = 1\ncrisis = "Kazakhstan"\n')),
    "a key that is none": (place("colour = 'red'")),
    "text where a number belongs": (change("crisis.toml", "limit_hours = 48", 'limit_hours = "two days"')),
    "a fraction where a whole number belongs": (
        change("crisis.toml", "limit_hours = 48", "limit_hours = 48.5")
    ),
    "a flag where a number belongs": (change("crisis.toml", "limit_hours = 48", "limit_hours = true")),
    "an endless number": (change("crisis.toml", "limit_hours = 48", "limit_hours = 0x" + "f" * 9000)),
    "a number where a flag belongs": (change("crisis.toml", "fictional = true", "fictional = 1")),
    "a number where text belongs": (change("crisis.toml", 'country = "KZ"', "country = 7")),
    "a list where text belongs": (change("crisis.toml", 'country = "KZ"', 'country = ["KZ", "RU"]')),
    "a table where text belongs": (change("crisis.toml", 'country = "KZ"', "country = { a = 2022-01-05 }")),
    "a list of numbers": (change("crisis.toml", 'languages = ["ru", "kk"]', "languages = [1, 2]")),
    "an item with a separator": (change("crisis.toml", '"Alma-Ata"', '"Alma|Ata"')),
    "an empty item": (change("crisis.toml", '"Alma-Ata"', '""')),
    "a clock where a day belongs": (change("crisis.toml", "as_of = 2022-02-01", "as_of = 10:30:00")),
    "a time without an offset": (change("crisis.toml", "as_of = 2022-02-01", "as_of = 2022-02-01T10:30:00")),
    "no number at all": (place("latitude = nan")),
    "a day that must be known": (
        change("crisis.toml", 'from_day = "2022-01-02"', 'from_day = "unknown:not_stated"')
    ),
    "a reason that is none": (change("crisis.toml", "unknown:not_stated", "unknown:lost")),
    "a required key left out": (change("crisis.toml", 'country = "KZ"\n', "")),
    "a required list left empty": (change("crisis.toml", 'languages = ["ru", "kk"]', "languages = []")),
    "a bad zone": (change("crisis.toml", "Asia/Almaty", "Asia/Almata")),
    "a zone that is a path": (change("crisis.toml", "Asia/Almaty", "../../etc/passwd")),
    "the end before the start": (
        change("crisis.toml", 'to_day = "unknown:not_stated"', 'to_day = "2021-12"')
    ),
    "an id that is a path": (change("crisis.toml", 'id = "sample"', 'id = "../sample"')),
    "a place inside itself": (place('parent = "x"')),
    "places in a circle": (
        change("crisis.toml", 'name_kk = "Қазақстан"', 'name_kk = "Қазақстан"\nparent = "almaty"')
    ),
    "a place in a place that is not there": (place('parent = "moon"')),
    "a reference for a reason that is none": (place('parent = "unknown:lost"')),
    "an id twice in TOML": (
        add(
            "crisis.toml",
            FILES["crisis.toml"][
                FILES["crisis.toml"].index("[[thresholds]]") : FILES["crisis.toml"].index("[[capture")
            ],
        )
    ),
    # CSV
    "an unknown column": (change("sources.csv", "id,name", "id,nick,name")),
    "a column twice": (put("sources.csv", "id,name,name,kind\nngo,A,B,ngo\nmia,A,B,police\n")),
    "a missing column": (put("events.csv", "id,kind,when\ne1,attack,2022\n")),
    "a header of blanks": (put("events.csv", "\n\n,\n")),
    "too few cells": (add("events.csv", "e2,attack,2022\n")),
    "too many cells": (add("events.csv", "e2,attack,2022,kz,x\n")),
    "an empty required cell": (add("events.csv", "e2,,2022,kz\n")),
    "a required cell of spaces": (add("events.csv", "e2,   ,2022,kz\n")),
    "a code that is none": (add("events.csv", "e2,party,2022,kz\n")),
    "an unclosed quotation mark": (add("events.csv", 'e2,"attack,2022,kz\n')),
    "text after a quotation mark": (add("events.csv", 'e2,"attack"x,2022,kz\n')),
    "a lone carriage return": (add("events.csv", "e2,att\rack,2022,kz\n")),
    "not UTF-8": (
        put(
            "events.csv",
            b"id,kind,when,place\ne1,attack,2022,kz\ne2,attack,2022," + "Алматы\n".encode("cp1251"),
        )
    ),
    "UTF-16": (put("events.csv", FILES["events.csv"].encode("utf-16"))),
    "a NUL byte": (add("events.csv", "e2,attack,2022,\0kz\n")),
    "semicolons": (put("events.csv", FILES["events.csv"].replace(",", ";"))),
    "a spreadsheet": (put("events.csv", b"PK\x03\x04\x14\x00\x08\x08\x08\x00\xfc\xfe")),
    "a folder for a table": (fold("events.csv")),
    "a pipe for a table": (pipe("findings.csv")),
    "a bad date": (add("events.csv", "e2,attack,05.01.2022,kz\n")),
    "a day that does not exist": (add("events.csv", "e2,attack,2022-02-30,kz\n")),
    "a number in words": (figure(low="many")),
    "a number with a separator": (figure(low='"1,600"')),
    "a number in other digits": (figure(low="٣٠٠")),
    "a huge number": (figure(low="9" * 40)),
    "bounds crossed": (figure(low="300", high="200")),
    "a negative number": (figure(value="-5")),
    "a figure that supersedes itself": (figure(supersedes="f9")),
    "figures in a circle": (change("figures.csv", "26,26,26,\n", "26,26,26,f3\n")),
    "a dangling reference": (figure(supersedes="f77")),
    "a list with an empty item": (figure(supersedes="f1||f2")),
    "a double key": (add("figures.csv", FILES["figures.csv"].splitlines()[1] + "\n")),
    "an outage without a time of day": (add("outage_claims.csv", "o2,ngo,page,kz,mobile,off,2022-01-05,\n")),
    "an outage of unknown start": (
        add("outage_claims.csv", "o2,ngo,page,kz,mobile,off,unknown:not_stated,\n")
    ),
    "a claim about nothing known": (claim("", about="m5")),
    "attributes that are no JSON": (claim("{charge: 272}")),
    "attributes that are a list": (claim("[1, 2]")),
    "attributes nested too deep": (claim('{"a":' * 5000 + "1" + "}" * 5000)),
    "attributes with half a character": (claim('{"a": "\\ud800"}')),
    "attributes with a key twice": (claim('{"a": 1, "a": 2}')),
    "a finding that cites nothing known": (add("findings.csv", "n2,D1.1,C,2022-02-01,c1|c99\n")),
    "a finding without an obligation": (add("findings.csv", "n2,D9.9,C,2022-02-01,c1\n")),
    "a signatory number twice": (add("statement/signatories.csv", "2,Three,UZ\n")),
    "a signatory without a number": (add("statement/signatories.csv", "third,Three,UZ\n")),
    # demands
    "demands a string": (put("demands.toml", 'demands = "release them"\n')),
    "obligations a string": (
        put(
            "demands.toml",
            FILES["demands.toml"].split("[[demands.obligations]]")[0] + 'obligations = "all"\n',
        )
    ),
    "an obligation outside a demand": (
        put("demands.toml", FILES["demands.toml"].split("[[demands]]")[0] + '[[obligations]]\nid = "x"\n')
    ),
    "an obligation that names its demand": (
        change("demands.toml", 'id = "D1.1"', 'id = "D1.1"\ndemand = "D1"')
    ),
    "an obligation of a demand without id": (change("demands.toml", 'id = "D1"\n', "")),
    "an obligation of another standard": (change("demands.toml", '["ICCPR-9"]', '["ICCPR-99"]')),
    # statement
    "a text without a head": (put("statement/en.md", "We ask for an end.\n")),
    "a head that does not close": (put("statement/en.md", "+++\nrole = 'summary'\n\nWe ask.\n")),
    "a head that is not TOML": (change("statement/en.md", 'role = "summary"', "role: summary")),
    "a head that says its language": (
        change("statement/en.md", 'role = "summary"', 'role = "summary"\nlang = "en"')
    ),
    "a head that is empty": (put("statement/en.md", "+++\n# later\n+++\n\nWe ask.\n")),
    "a text without a body": (put("statement/en.md", FILES["statement/en.md"].split("We ask")[0])),
    "a text of no language": (put("statement/english.md", FILES["statement/en.md"])),
    "a text that is not UTF-8": (put("statement/en.md", b"+++\n\xff\n+++\n\nx")),
    "a text in Word": (put("statement/ru.docx", b"PK")),
    # lists and capture tables
    "a map without a list": (put("lists/police.map.toml", 'list = "police"\n')),
    "a map that is empty": (put("lists/police.map.toml", "")),
    "a map of another name": (change("lists/police.map.toml", "[list]", '[list]\nid = "../../police"')),
    "a map with a name no file should have": (put("lists/a b.map.toml", FILES["lists/police.map.toml"])),
    "a capture table without its file": (remove("tables/two.csv")),
    "a capture table of other lists": (put("tables/two.csv", "a,c,count\n1,1,2\n")),
    "a capture table that is empty": (put("tables/two.csv", "")),
    "a capture row of twos": (put("tables/two.csv", "a,b,count\n2,0,5\n")),
    "a capture row nobody recorded": (put("tables/two.csv", "a,b,count\n1,0,5\n0,0,5\n")),
    "a capture row of two digits": (put("tables/two.csv", "a,b,count\n10,1,5\n")),
    "a capture row without a count": (put("tables/two.csv", "a,b,count\n1,0,\n")),
    "a capture row with a negative count": (put("tables/two.csv", "a,b,count\n1,0,-4\n")),
    "a capture row too short": (put("tables/two.csv", "a,b,count\n1,5\n")),
    "a capture pattern twice": (add("tables/two.csv", "1,0,3\n")),
    "a capture table that is a path": (change("crisis.toml", 'id = "two"', 'id = "../crisis"')),
    "lists without names": (change("crisis.toml", '["First", "Second"]', '["First"]')),
    # files
    "an unknown file": (put("notes.txt", "x")),
    "an unknown file in a folder": (put("evil/x.py", "x")),
    "an unknown table": (put("tables/three.csv", "x")),
    "a map in the wrong place": (put("exhibits.map.toml", "x")),
    "a link": (link("exhibits/passwd", "/etc/passwd")),
    "a link for a table": (link("mentions.csv", "events.csv")),
    "a link to a folder": (link("signals", "/etc")),
    "a pipe among the exhibits": (pipe("exhibits/page.html")),
    "escape codes in a cell": (add("events.csv", "e2,\x1b[31mred\u202e,2022,kz\n")),
}


def refusal(folder: Path) -> list[str]:
    """Return the lines a person reads, the folder's own path left out."""
    with pytest.raises(Refused) as refused:
        load(folder)
    return [str(problem).replace(str(folder), "CRISIS") for problem in refused.value.problems]


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_folder_is_refused_in_exactly_these_words(name: str, tmp_path: Path) -> None:
    folder = write_small_crisis(tmp_path / "crisis")
    CASES[name](folder)
    assert refusal(folder) == MESSAGES[name]


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_written_of_a_spoilt_folder(name: str, tmp_path: Path) -> None:
    folder = write_small_crisis(tmp_path / "crisis")
    CASES[name](folder)
    with pytest.raises(Refused):
        freeze(folder, Audience.PUBLIC, tmp_path / "out" / "snapshot")
    assert not (tmp_path / "out").exists()


def test_the_folder_that_is_not_spoilt_is_fine(tmp_path: Path) -> None:
    assert load(write_small_crisis(tmp_path / "crisis")).crisis.id == "sample"


def test_the_table_is_long_each_message_says_where_and_what_to_do() -> None:
    assert set(CASES) == set(MESSAGES)
    assert len(CASES) >= 45
    assert all(MESSAGES.values())
    for line in (line for lines in MESSAGES.values() for line in lines):
        assert LINE.fullmatch(line), line


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (put("events.csv", "\ufeff" + FILES["events.csv"]), "a byte-order mark is a habit of spreadsheets"),
        (put("events.csv", FILES["events.csv"].replace("\n", "\r\n")), "so are carriage returns"),
        (put("statement/en.md", FILES["statement/en.md"].replace("\n", "\r\n")), "in texts too"),
        (put("events.csv", FILES["events.csv"].replace("\n", "\n\n")), "a blank line says nothing"),
        (put("consents.csv", ""), "an empty file has no rows"),
        (put("mentions.csv", "id,list,row,name\n"), "nor has a header alone"),
        (put("events.csv", FILES["events.csv"].rstrip("\n")), "the last line may lack its end"),
        (change("crisis.toml", 'country = "KZ"', 'country = "unknown:withheld"'), "a text may be unknown"),
        (place("latitude = 43"), "a whole number is a number"),
        (change("crisis.toml", "limit_hours = 48", 'limit_hours = "48"'), "a number may stand in quotes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_people_and_their_programs_do_to_files_is_borne(spoil: Spoil, why: str, tmp_path: Path) -> None:
    folder = write_small_crisis(tmp_path / "crisis")
    spoil(folder)
    assert load(folder).crisis.id == "sample", why
