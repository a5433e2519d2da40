"""Proposes how a list without a map is read: by what its columns are called and by what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from undercount.facts.problem import Problem, Spot
from undercount.intake.lists.cells.dates import Calendar
from undercount.intake.lists.cells.names import read_name
from undercount.intake.lists.cells.words import is_blank, words
from undercount.intake.lists.columns import reader_for
from undercount.intake.lists.layout import numbers_rows
from undercount.intake.lists.mapping import IGNORE, SHARED, STATUS, target_of
from undercount.intake.lists.messages import WHY_IGNORED
from undercount.intake.lists.setting import Setting
from undercount.intake.lists.tally import Tally
from undercount.intake.lists.vocabulary import Meaning, meaning_of

KIND_OF_METRIC = {
    "detained": "apprehended",
    "killed": "killed",
    "injured": "injured",
    "missing": "whereabouts_unknown",
    "released": "released",
}
_EVENT_KINDS = tuple(KIND_OF_METRIC.values())
_NAME_PARTS = ("family", "given", "patronymic")
_MOST_VALUES = 500  # cells of a column that are looked at
_LEAST_READ = 0.6  # of them must be readable, or the column is asked about
_OF_ANY_CELL = ("error_cell", "formula_without_value", "formula_text", "letters_lost", "mojibake")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|https?://\S+|www\.\S+|\+?[78][\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}"
)
_FULL_NAME = re.compile(r"[^\W\d_]{2,}[-'’]?[^\W\d_]*\.?(?:\s+[^\W\d_]+[-'’.]*[^\W\d_]*\.?){1,4}")
_SAY_WHAT_IT_IS = (
    'write "{column}" = "ignore", or "name", "birth", "claim:apprehended.when" … under [columns] in the map'
)


@dataclass
class Proposal:
    """How the columns of a list may be read.

    Attributes:
        columns: targets by column name; what is asked about is left out.
        questions: what a person must decide first.
        kind: the kind of claim the list is of; "" where that is not known.
    """

    columns: dict[str, str] = field(default_factory=dict)
    questions: list[Problem] = field(default_factory=list)
    kind: str = ""


@dataclass
class _Seen:
    """A column while its meaning is looked for."""

    name: str
    values: list[str]
    meaning: Meaning
    target: str = ""


def propose(
    names: Sequence[str], values: Callable[[int], list[str]], metric: str, setting: Setting, tally: Tally
) -> Proposal:
    """Propose targets for columns.

    Args:
        names: the columns' names; "" holds nothing.
        values: the cells of a column, by its index, without the empty ones.
        metric: what the list is of; "" where nothing says so.
        setting: the crisis.
        tally: takes the warnings.
    """
    seen = [
        _Seen(name, values(index)[:_MOST_VALUES], meaning_of(name))
        for index, name in enumerate(names)
        if name
    ]
    proposal = Proposal(kind=KIND_OF_METRIC.get(metric, ""))
    for column in seen:
        column.target = _first_target(column)
    _settle_names(seen)
    _settle_events(seen, proposal, metric, tally)
    _settle_doubles(seen, proposal, tally)
    for column in seen:
        _settle_content(column, proposal, setting, tally)
    if not any(c.target in ("name", *_NAME_PARTS) for c in seen):
        _find_names(seen, proposal, tally)
    _ask_and_tell(seen, proposal, tally)
    return proposal


def metric_of(texts: Sequence[str]) -> str:
    """Return what a list is of by its titles, sheet and file name; "" where they say nothing or several things."""
    for text in texts:
        codes = {words("metric").code(token) for token in re.findall(r"[^\W\d_]+", text)} - {""}
        if len(codes) == 1:
            return codes.pop()
    return ""


def _first_target(column: _Seen) -> str:
    empty = all(is_blank(value) for value in column.values)
    if column.meaning.weight:
        return IGNORE if empty and "{" in column.meaning.field else column.meaning.field
    if empty or numbers_rows(column.values):
        return IGNORE
    return ""


def _settle_names(seen: Sequence[_Seen]) -> None:
    """Let a lone "name" hold the whole name, and "name" beside "surname" the given one."""
    parts = {column.target: column for column in seen if column.target in ("name", *_NAME_PARTS)}
    if "given" in parts and not parts.keys() & {"family", "name"}:
        parts["given"].target = "name" if "patronymic" not in parts else "given"
    elif "name" in parts and "family" in parts and "given" not in parts and _is_short(parts["name"]):
        parts["name"].target = "given"


def _is_short(column: _Seen) -> bool:
    single = sum(" " not in value.strip() for value in column.values)
    return single > 0.7 * max(1, len(column.values))


def _settle_events(seen: Sequence[_Seen], proposal: Proposal, metric: str, tally: Tally) -> None:
    """Say what "date" and "place" are of: the list's own kind, else the row's status, else the only event there is."""
    has_status = any(column.target == "claim" for column in seen)
    told = {target.kind for c in seen if c.target and "{" not in c.target and (target := target_of(c.target))}
    told &= set(_EVENT_KINDS)
    if not proposal.kind and not has_status and len(told - {"released"}) == 1:
        proposal.kind = (told - {"released"}).pop()
    kind = proposal.kind or (STATUS if has_status else "")
    for column in seen:
        if "{event}" not in column.target:
            continue
        if kind:
            column.target = column.target.replace("{event}", kind)
            if kind != STATUS:
                tally.about("event_assumed", column.name, kind=kind)
        else:
            column.target = _without_event(column, seen, proposal, tally)


def _without_event(column: _Seen, seen: Sequence[_Seen], proposal: Proposal, tally: Tally) -> str:
    attribute = column.target.rpartition(".")[2]
    if attribute == "where" and not any(c.target == "residence" for c in seen):
        tally.about("place_assumed", column.name)
        return "residence"
    if attribute in ("article", "reason", "term", "case"):
        tally.about("event_assumed", column.name, kind="apprehended")
        return column.target.replace("{event}", "apprehended")
    if attribute == "circumstances":
        return IGNORE
    what = "the column may be the day of detention, of death, or of something else"
    do = 'write "{column}" = "claim:apprehended.when", or claim:killed.when, claim:injured.when, or ignore, under [columns] in the map'  # noqa: E501 - one sentence
    proposal.questions.append(
        _question("date_of_what" if attribute == "when" else "place_of_what", what, do, column)
    )
    return ""


def _question(code: str, what: str, do: str, column: _Seen, **values: object) -> Problem:
    return Problem(code, what, do, Spot("", None, column.name), {"column": column.name, **values})


def _settle_doubles(seen: Sequence[_Seen], proposal: Proposal, tally: Tally) -> None:
    """Of two columns with one target keep the one that says it better; ask where neither does."""
    by_target: dict[str, list[_Seen]] = {}
    for column in seen:
        if column.target not in ("", IGNORE, *SHARED) and not column.target.startswith("roles"):
            by_target.setdefault(column.target, []).append(column)
    for target, columns in by_target.items():
        if len(columns) == 1:
            continue
        best = max(columns, key=lambda c: (c.meaning.weight, len(c.values)))
        for column in columns:
            if column is best:
                continue
            if _same_name(column.name, best.name) and target != "name":
                _ask_double(column, best, proposal)
                column.target = ""
            else:
                column.target = IGNORE
                tally.about("second_column", column.name)


def _same_name(a: str, b: str) -> bool:
    return re.sub(r" \(\d+\)$", "", a) == re.sub(r" \(\d+\)$", "", b)


def _ask_double(column: _Seen, best: _Seen, proposal: Proposal) -> None:
    what = "the column has the same name as '{other}' and may say something else"
    proposal.questions.append(_question("double_column", what, _SAY_WHAT_IT_IS, column, other=best.name))


def _settle_content(column: _Seen, proposal: Proposal, setting: Setting, tally: Tally) -> None:
    """Hold a target against what the column holds; another one, or a question, where they do not agree."""
    target = target_of(column.target)
    filled = [value for value in column.values if not is_blank(value)]
    if target is None or target.field == IGNORE or not filled:
        return
    read = reader_for(target, Calendar(year=2022), setting)
    faults = [read(value).fault for value in filled]
    readable = faults.count("") / len(filled)
    if target.field == "claim" and readable < 1.0:
        column.target = IGNORE
        tally.about("unread_status", column.name)
    elif target.field == "id" and (len(set(filled)) < len(filled) or len(filled) < len(column.values)):
        column.target = IGNORE
        tally.about("ignored_column", column.name, why=WHY_IGNORED["number"])
    elif target.field == "roles" and not target.attribute and readable < 1.0:
        column.target = IGNORE
        tally.about("ignored_column", column.name, why=WHY_IGNORED["background"])
    elif target.field not in ("name", *_NAME_PARTS) and _is_of_another_kind(faults):
        column.target = ""
        _ask_unreadable(column, target.field or column.meaning.field, readable, proposal)


def _is_of_another_kind(faults: Sequence[str]) -> bool:
    """Tell a column that holds something else than its name says from one with single bad cells."""
    misfits = sum(bool(fault) and fault not in _OF_ANY_CELL for fault in faults)
    many = misfits >= 3 or misfits == len(faults) > 1
    return many and len(faults) - misfits < _LEAST_READ * len(faults)


def _ask_unreadable(column: _Seen, field_name: str, readable: float, proposal: Proposal) -> None:
    what = "by its name the column is {field}, and only {share} % of its cells can be read so"
    do = 'write what its cells mean under [values."{column}"] in the map, or map it to something else or to ignore'
    share = round(100 * readable)
    proposal.questions.append(_question("column_unreadable", what, do, column, field=field_name, share=share))


def _find_names(seen: Sequence[_Seen], proposal: Proposal, tally: Tally) -> None:
    """Take the only column that holds names for the name's."""
    holding = [column for column in seen if not column.target and _holds_names(column.values)]
    if len(holding) == 1:
        holding[0].target = "name"
        tally.about("by_content", holding[0].name)
        return
    what = "no column is known to hold the name"
    do = 'write "column" = "name" under [columns] in the map, with the column\'s own name; the file has: {columns}'
    columns = ", ".join(column.name for column in seen)
    proposal.questions.append(Problem("no_name_column", what, do, Spot(), {"columns": columns}))


def _holds_names(values: Sequence[str]) -> bool:
    full = sum(bool(_FULL_NAME.fullmatch(value)) and not read_name(value).fault for value in values)
    return bool(values) and full >= 0.7 * len(values) and len(set(values)) > 0.5 * len(values)


def _ask_and_tell(seen: Sequence[_Seen], proposal: Proposal, tally: Tally) -> None:
    asked = {question.at.column for question in proposal.questions}
    for column in seen:
        if not column.target and column.name not in asked:
            _settle_unknown(column, proposal, tally)
        if column.target:
            proposal.columns[column.name] = column.target
        if column.target == IGNORE and column.meaning.field == IGNORE and column.values:
            why = column.meaning.why
            if why != "number":
                tally.about("ignored_column", column.name, why=WHY_IGNORED[why])


def _settle_unknown(column: _Seen, proposal: Proposal, tally: Tally) -> None:
    """Understand a column without a known name by what it holds, or ask."""
    values = [value for value in column.values if not is_blank(value)]
    if (
        values
        and all(words("sex").code(value) for value in values)
        and not any(v.isdecimal() for v in values)
    ):
        column.target = "sex"
        tally.about("by_content", column.name)
    elif values and sum(bool(_CONTACT.search(value)) for value in values) > 0.7 * len(values):
        column.target = IGNORE
        tally.about("ignored_column", column.name, why=WHY_IGNORED["contact"])
    else:
        what = "the column's name says nothing that is known"
        proposal.questions.append(_question("unknown_column", what, _SAY_WHAT_IT_IS, column))


def targets_of(columns: Mapping[str, str]) -> set[str]:
    """Return the targets of a mapping."""
    return set(columns.values())
