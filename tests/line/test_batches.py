"""A list goes into a crisis whole or not at all, a second time changes nothing, and it can be taken out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.intake.lists import made_files as make
from tests.intake.lists.here import in_this_process
from tests.line.small_crisis import FILES

from undercount.facts.problem import Refused
from undercount.facts.unknown import Unknown
from undercount.intake.lists.mapping import ListMap, read_map
from undercount.intake.lists.read import ListReading
from undercount.line.batches import Batch, add_list, stored_map, withdraw_list
from undercount.line.change import carry_out, changing
from undercount.line.folder import load

__all__ = ["in_this_process"]
pytestmark = pytest.mark.usefixtures("in_this_process")
GIVEN = ListMap(entry={"id": "hotline", "source": "ngo", "metric": "detained"})


@pytest.fixture
def crisis(tmp_path: Path) -> Path:
    folder = tmp_path / "crisis"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def hotline(tmp_path: Path) -> Path:
    path = tmp_path / "hotline.csv"
    path.write_bytes(make.text(make.table(6), ";", "utf-16"))
    return path


def state(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_list_becomes_mentions_and_claims_that_the_crisis_holds(crisis: Path, hotline: Path) -> None:
    batch = add_list(crisis, hotline, GIVEN)
    assert (batch.added, batch.claims, batch.written) == (6, 6, True)
    held = load(crisis)
    mentions = [row for row in held.rows["mentions"] if row.list == "hotline"]
    claims = [row for row in held.rows["claims"] if row.about in {m.id for m in mentions}]
    assert [m.row for m in sorted(mentions, key=lambda m: m.row)] == [2, 3, 4, 5, 6, 7]
    assert {(c.kind, c.where, c.source, c.exhibit) for c in claims} == {("apprehended", "almaty", "ngo", "hotline")}
    assert {c.locator for c in claims} == {f"row {row}" for row in range(2, 8)}
    assert [row.sha256 for row in held.rows["exhibits"] if row.id == "hotline"] == [batch.reading.sha256]
    assert next(row for row in held.rows["lists"] if row.id == "hotline").rows == 6


def test_the_file_is_kept_as_it_came_and_its_map_beside_it(crisis: Path, hotline: Path) -> None:
    add_list(crisis, hotline, GIVEN)
    assert (crisis / "lists" / "hotline.csv").read_bytes() == hotline.read_bytes()
    stored = stored_map(crisis, "hotline")
    assert stored is not None
    given = read_map(stored)
    assert (given.encoding, given.delimiter, given.header_row) == ("utf-16", ";", (1,))
    assert given.columns["ФИО"] == "name"


def test_a_cell_is_kept_as_given_beside_what_it_was_read_as(crisis: Path, hotline: Path) -> None:
    add_list(crisis, hotline, GIVEN)
    cells = (crisis / "lists" / "hotline.cells.csv").read_text(encoding="utf-8").splitlines()
    assert "2,Дата рождения,02.03.1990,birth=1990-03-02" in cells
    assert "2,Место задержания,Алматы,where=almaty" in cells


def test_reading_the_same_file_twice_changes_nothing(crisis: Path, hotline: Path) -> None:
    add_list(crisis, hotline, GIVEN)
    before = state(crisis)
    again = add_list(crisis, hotline, GIVEN)
    assert (again.same, again.written, again.added, again.removed, again.changed) == (True, False, 0, 0, 0)
    assert state(crisis) == before


def test_reading_it_by_the_map_that_was_kept_changes_nothing_either(crisis: Path, hotline: Path) -> None:
    add_list(crisis, hotline, GIVEN)
    stored = stored_map(crisis, "hotline")
    assert stored is not None
    given = read_map(stored)
    again = add_list(crisis, hotline, ListMap(**{**vars(given), "entry": {"id": "hotline", **given.entry}}))
    assert again.same


def test_a_list_that_was_withdrawn_leaves_nothing_behind(crisis: Path, hotline: Path) -> None:
    load(crisis)
    (crisis / "claims.csv").write_text(_in_full(crisis, "claims"), encoding="utf-8", newline="")
    (crisis / "exhibits.csv").write_text(_in_full(crisis, "exhibits"), encoding="utf-8", newline="")
    before = state(crisis)
    add_list(crisis, hotline, GIVEN)
    gone = withdraw_list(crisis, "hotline")
    assert (gone.mentions, gone.claims, gone.spoken_of) == (6, 6, 0)
    assert state(crisis) == before


def _in_full(crisis: Path, table: str) -> str:
    from undercount.facts.tables import TABLES
    from undercount.line.tabular import rows_text

    return rows_text(TABLES[table], load(crisis).rows[table])


def test_withdrawing_one_list_leaves_the_other_alone(crisis: Path, hotline: Path, tmp_path: Path) -> None:
    other = tmp_path / "hotline-2.csv"
    other.write_bytes(make.text(make.table(3)))
    add_list(crisis, hotline, GIVEN)
    only_one = load(crisis).rows["mentions"]
    add_list(crisis, other, ListMap(entry={"id": "hotline-2", "source": "mia", "metric": "detained"}))
    withdraw_list(crisis, "hotline-2")
    assert load(crisis).rows["mentions"] == only_one


def test_the_order_of_files_changes_nothing(crisis: Path, hotline: Path, tmp_path: Path) -> None:
    other = tmp_path / "second.csv"
    other.write_bytes(make.text(make.table(3)))
    second = ListMap(entry={"id": "second", "source": "mia", "metric": "detained"})
    copy = tmp_path / "copy"
    for name, content in state(crisis).items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(content)
    add_list(crisis, hotline, GIVEN)
    add_list(crisis, other, second)
    add_list(copy, other, second)
    add_list(copy, hotline, GIVEN)
    assert load(crisis).rows == load(copy).rows


def test_what_still_speaks_of_withdrawn_mentions_is_counted(crisis: Path, hotline: Path) -> None:
    add_list(crisis, hotline, GIVEN)
    first = next(row.id for row in load(crisis).rows["mentions"] if row.list == "hotline")
    header = "id,kind,a,b,answer\n"
    (crisis / "judgements.csv").write_text(f"{header}j1,same_person,{first},other,yes\n", encoding="utf-8")
    assert withdraw_list(crisis, "hotline").spoken_of == 1


def test_a_changed_file_shows_what_differs_and_overwrites_nothing(crisis: Path, hotline: Path) -> None:
    add_list(crisis, hotline, GIVEN)
    before = state(crisis)
    rows = make.table(7)
    del rows[2]
    hotline.write_bytes(make.text(rows, ";"))
    batch = add_list(crisis, hotline, GIVEN)
    assert (batch.held, batch.same, batch.written) == (True, False, False)
    assert (batch.added, batch.removed, batch.changed) == (1, 1, 4)  # four rows have moved up
    assert state(crisis) == before


def test_a_changed_file_replaces_the_other_where_a_person_says_so(crisis: Path, hotline: Path) -> None:
    add_list(crisis, hotline, GIVEN)
    kept = {row.id for row in load(crisis).rows["mentions"] if row.list == "hotline"}
    hotline.write_bytes(make.text(make.table(7), ","))
    batch = add_list(crisis, hotline, GIVEN, replaces=True)
    assert (batch.written, batch.added, batch.removed, batch.changed) == (True, 1, 0, 0)
    now = [row for row in load(crisis).rows["mentions"] if row.list == "hotline"]
    assert kept < {row.id for row in now}
    assert (crisis / "lists" / "hotline.csv").read_bytes() == hotline.read_bytes()
    assert [r.sha256 for r in load(crisis).rows["exhibits"] if r.id == "hotline"] == [batch.reading.sha256]
    withdraw_list(crisis, "hotline")
    assert not list((crisis / "lists").glob("hotline*"))


def test_a_dry_run_says_what_would_change_and_changes_nothing(crisis: Path, hotline: Path) -> None:
    before = state(crisis)
    batch = add_list(crisis, hotline, GIVEN, dry=True)
    assert (batch.added, batch.written) == (6, False)
    assert state(crisis) == before


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"source": "ngo", "metric": "detained"}, "no_list_id"),
        ({"id": "../x", "source": "ngo", "metric": "detained"}, "no_list_id"),
        ({"id": "hotline", "metric": "detained"}, "no_source"),
        ({"id": "hotline", "source": "nobody", "metric": "detained"}, "no_source"),
        ({"id": "hotline", "source": "ngo"}, "no_metric"),
    ],
)
def test_what_the_map_must_say_is_asked(crisis: Path, tmp_path: Path, entry: dict[str, str], code: str) -> None:
    path = tmp_path / "hotline.csv"
    path.write_bytes(make.text([["ФИО", "Год рождения"], ["Тасмұратов Ақберен", 1990]]))
    before = state(crisis)
    batch = add_list(crisis, path, ListMap(entry=entry))
    assert [question.code for question in batch.reading.questions] == [code]
    assert state(crisis) == before


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({**GIVEN.entry, "metric": "abducted by aliens"}, "bad_cell"),
        ({**GIVEN.entry, "colour": "red"}, "unknown_key"),
        ({**GIVEN.entry, "exhibit": "page"}, ""),
    ],
)
def test_a_map_that_does_not_fit_the_crisis_is_refused(crisis: Path, hotline: Path, entry: dict[str, str], code: str) -> None:
    before = state(crisis)
    if not code:
        assert add_list(crisis, hotline, ListMap(entry=entry)).written  # an exhibit whose bytes are not held
        return
    with pytest.raises(Refused) as refused:
        add_list(crisis, hotline, ListMap(entry=entry))
    assert refused.value.problems[0].code == code
    assert state(crisis) == before


def test_an_exhibit_of_other_bytes_is_refused(crisis: Path, hotline: Path) -> None:
    add_list(crisis, hotline, GIVEN)
    other = ListMap(entry={"id": "second", "source": "ngo", "metric": "detained", "exhibit": "hotline"})
    hotline.write_bytes(make.text(make.table(2)))
    with pytest.raises(Refused, match="has other bytes"):
        add_list(crisis, hotline, other)


def test_nothing_of_a_list_that_fails_late_stays(crisis: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    rows = make.text(make.table(4000), ";").decode() + '4001;"Тасмұратов;1990;05.01.2022;Алматы\n'
    path.write_text(rows, encoding="utf-8")
    before = state(crisis)
    with pytest.raises(Refused, match="not closed"):
        add_list(crisis, path, ListMap(entry={"id": "long", "source": "ngo", "metric": "detained"}))
    assert state(crisis) == before


def test_a_change_that_was_decided_and_interrupted_is_carried_out(crisis: Path, hotline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(folder: Path) -> None:
        if (folder / ".change").is_dir():
            raise KeyboardInterrupt

    monkeypatch.setattr("undercount.line.change.carry_out", power_cut)
    with pytest.raises(KeyboardInterrupt):
        add_list(crisis, hotline, GIVEN)
    monkeypatch.undo()
    assert (crisis / ".change").is_dir()
    assert len([row for row in load(crisis).rows["mentions"] if row.list == "hotline"]) == 6
    assert not (crisis / ".change").exists()


def test_a_change_interrupted_half_way_is_carried_on(crisis: Path, hotline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace
    moved: list[Path] = []

    def one_then_cut(self: Path, target: Path) -> Path:
        if moved:
            raise KeyboardInterrupt
        moved.append(target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", one_then_cut)
    with pytest.raises(KeyboardInterrupt):
        add_list(crisis, hotline, GIVEN)
    monkeypatch.undo()
    assert len([row for row in load(crisis).rows["mentions"] if row.list == "hotline"]) == 6


def test_what_was_staged_and_never_decided_is_swept_away(crisis: Path, hotline: Path) -> None:
    (crisis / ".staging-old" / "new").mkdir(parents=True)
    add_list(crisis, hotline, GIVEN)
    assert not list(crisis.glob(".staging-*"))


@pytest.mark.parametrize("name", ["../outside.txt", "crisis.toml", "lists/../../x", "/etc/passwd"])
def test_a_change_that_was_not_made_here_is_not_carried_out(crisis: Path, name: str) -> None:
    (crisis / ".change" / "new").mkdir(parents=True)
    (crisis / ".change" / "removed.txt").write_text(name, encoding="utf-8")
    (crisis.parent / "outside.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        carry_out(crisis)
    assert refused.value.problems[0].code == "unknown_change"
    assert (crisis.parent / "outside.txt").exists()


def test_only_one_can_change_a_crisis_at_a_time(crisis: Path) -> None:
    with changing(crisis) as change:
        change.path("mentions.csv").write_text("x", encoding="utf-8")
    assert not list(crisis.glob(".staging-*"))
    assert "mentions.csv" not in state(crisis) or state(crisis)["mentions.csv"] != b"x"


def test_a_list_that_was_never_read_cannot_be_withdrawn(crisis: Path) -> None:
    for ident in ("nothing", "police", "../crisis"):
        with pytest.raises(Refused) as refused:
            withdraw_list(crisis, ident)
        assert refused.value.problems[0].code == "no_such_list"


def test_unknown_dates_are_kept_with_their_reason(crisis: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(make.text([["ФИО", "Дата рождения", "Дата освобождения"], ["Тасмұратов Ақберен", "неизвестно", "не освобожден"], ["Бектурин Нұртілек", "нет данных", "неизвестно"]]))
    add_list(crisis, path, ListMap(entry={"id": "list", "source": "ngo", "metric": "detained"}))
    held = load(crisis)
    births = {row.name: row.birth for row in held.rows["mentions"] if row.list == "list"}
    assert births == {"Тасмұратов Ақберен": Unknown.NOT_KNOWN, "Бектурин Нұртілек": Unknown.NOT_STATED}
    polarities = sorted(row.polarity for row in held.rows["claims"] if row.kind == "released")
    assert polarities == ["denies", "does_not_know"]


def test_times_of_day_take_the_zone_of_the_crisis(crisis: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(make.text([["ФИО", "Дата задержания"], ["Тасмұратов Ақберен", "05.01.2022 14:30"], ["Бектурин Нұртілек", "6 января"]]))
    add_list(crisis, path, ListMap(entry={"id": "list", "source": "ngo"}))
    whens = sorted(str(row.when) for row in load(crisis).rows["claims"] if row.kind == "apprehended" and row.exhibit == "list")
    assert whens[0] == "2022-01-05T14:30+06:00"


def test_a_batch_says_so_where_it_has_nothing_to_say() -> None:
    assert not Batch(ListReading("x", "")).written
