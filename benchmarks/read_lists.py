"""How fast lists are read, beside the bare scans of DuckDB and calamine in the same run.

Ours maps columns, reads dates, ages and names, and makes mentions and claims; theirs only take cells apart.
"""

from __future__ import annotations

import csv
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
from python_calamine import CalamineWorkbook

from undercount.intake.lists.read import read_list

CSV_ROWS, XLSX_ROWS, SEED = 1_000_000, 50_000, 2022
HEADER = ["№", "ФИО", "Пол", "Дата рождения", "Возраст", "Адрес", "Дата задержания", "Место задержания", "Статья"]
FAMILIES = [a + b for a in ("Тас", "Бек", "Арғ", "Жар", "Ер", "Көк", "Мер", "Ор") for b in ("мұратов", "турин", "баев")]
GIVEN = ("Ақберен", "Нұртілек", "Қуанышбек", "Бейбарыс", "Айсұлтан", "Темірғали", "Жанболат", "Сұңқар")
CITIES = ("Алматы", "Тараз", "Шымкент", "Атырау")


def row(number: int, draw: random.Random) -> list[object]:
    day = draw.randrange(2, 20)
    when = draw.choice((f"{day:02}.01.2022", f"{day} января 2022", f"{day:02}.01.2022 {draw.randrange(24):02}:30"))
    birth = f"{draw.randrange(1, 29):02}.{draw.randrange(1, 13):02}.{draw.randrange(1950, 2006)}"
    name = f"{draw.choice(FAMILIES)} {draw.choice(GIVEN)}"
    city, age = draw.choice(CITIES), draw.randrange(16, 70)
    return [number, name, draw.choice("мж"), birth, age, f"ул. Тілек {number % 900}", when, city, "ст. 272"]


def write_csv(path: Path) -> None:
    draw = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(row(number, draw) for number in range(1, CSV_ROWS + 1))


def write_xlsx(path: Path) -> None:
    draw = random.Random(SEED)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Список")
    sheet.append(HEADER)
    for number in range(1, XLSX_ROWS + 1):
        sheet.append(row(number, draw))
    book.save(path)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(name: str, rows: int, ours: float, peer: str, theirs: float) -> None:
    speeds = f"{rows / ours:,.0f} rows/s; {peer} {rows / theirs:,.0f} rows/s"
    print(f"{name}: {rows:,} rows, {speeds}; ratio {ours / theirs:.1f}")


def by_duckdb(path: Path) -> object:
    query = "select count(*), sum(length(columns(*))) from read_csv(?, all_varchar = true)"
    return duckdb.execute(query, [str(path)]).fetchall()


def by_calamine(path: Path) -> object:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        table, book = Path(folder) / "list.csv", Path(folder) / "list.xlsx"
        write_csv(table)
        write_xlsx(book)
        ours = seconds(lambda: read_list(table))
        memory = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        report("CSV", CSV_ROWS, ours, "DuckDB's bare scan", seconds(lambda: by_duckdb(table)))
        print(f"CSV: {memory[0]} MB here and {memory[1]} MB in the child at most")
        report("XLSX", XLSX_ROWS, seconds(lambda: read_list(book)), "calamine's", seconds(lambda: by_calamine(book)))


if __name__ == "__main__":
    main()
