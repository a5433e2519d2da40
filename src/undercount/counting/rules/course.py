"""Official numbers against each other, over time and on one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from undercount.counting.rules.links import (
    akin,
    differences,
    is_sound,
    is_stock,
    readers_equate,
    replaced,
    same_day_pairs,
    same_family,
    same_thing,
)
from undercount.counting.rules.parts import numbered
from undercount.counting.rules.retractions import whole_retractions
from undercount.counting.scope import compatible
from undercount.counting.stated import Account, Stated, ids
from undercount.facts.results import Issue


def silently_lowered(account: Account) -> Iterator[Issue]:
    """A running total that goes down, while nobody took the higher number back or changed its definition.

    Each figure is compared with the last one of its own source in the same series, and with the last one
    of its side where that was said after it. Hard bounds decide: "about 300" after 310 is no decrease.

    False alarms: a stock (people in custody) entered as a running total; a definition that changed and
    that nobody noted. Misses: a decrease between figures of which one has no day.
    """
    for line in account.by_scope.values():
        for index, stated in enumerate(line):
            higher = _peak_before(account, line[:index], stated)
            if higher is not None:
                values = {
                    "from": higher.low,
                    "to": stated.high,
                    "same_source": higher.source == stated.source,
                    "days": stated.said.since(higher.said),
                }
                yield Issue(code="silently_lowered", figures=ids((higher, stated)), values=values)


def same_day_conflict(account: Account) -> Iterator[Issue]:
    """Two figures of one side for the same thing, place and day that cannot both hold.

    `reading` says how they are apart: `hard` by what they entail, `soft` where a hedge such as "about"
    had to be read for it (ten per cent either way, for this comparison only). `definitions_differ` warns
    that the two may be counting differently; then there is a `scope_mismatch` beside it.

    False alarms: two hours of one day. Misses: two bodies that were entered under different populations.
    """
    for one, other in same_day_pairs(account.figures):
        if readers_equate(one, other) and one.apart(other) and not _explained(account, one, other):
            hard = one.surely_below(other) or other.surely_below(one)
            values = {
                "reading": "hard" if hard else "soft",
                "difference": _difference(one, other),
                "definitions_differ": bool({"metric", "definition"} & set(differences(one, other))),
                "same_source": one.source == other.source,
            }
            yield Issue(code="same_day_conflict", figures=ids((one, other)), values=values)


def same_day_conflict_of_parts(account: Account) -> Iterator[Issue]:
    """Two figures of one side, thing, place and day with one number, that contradict each other in a part.

    `part` is the label that both give, with the two numbers. Parts are compared where both were given without
    a hedge.

    False alarms: two hours of one day, as above. Misses: one part under two labels.
    """
    for one, other in same_day_pairs(account.figures):
        agree = same_thing(one, other) and one.exact is not None and one.exact == other.exact
        if agree and not _explained(account, one, other):
            first, second = dict(numbered(one.figure.breakdown)), dict(numbered(other.figure.breakdown))
            apart = (label for label in first.keys() & second.keys() if first[label] != second[label])
            for part in sorted(apart):
                values = {"part": part, "numbers": sorted((first[part], second[part]))}
                yield Issue(code="same_day_conflict", figures=ids((one, other)), values=values)


def stock_against_flow(account: Account) -> Iterator[Issue]:
    """A count of who is there now that stands lower than an earlier running total, and looks like a decrease.

    Told by the metric's own kind, by the column `cumulative` or by words such as "in progress"; both must
    be kinds of one thing (cases opened, cases in progress). Each stock is paired with the last running
    total before it.

    False alarms: none of harm; it explains, it does not accuse.
    """
    for stock in filter(is_stock, account.figures):
        flows = [one for one in account.figures if _is_flow_before(one, stock)]
        if flows and stock.surely_below(flows[-1]):
            values = {"flow": flows[-1].low, "stock": stock.high, "days": stock.said.since(flows[-1].said)}
            yield Issue(code="stock_against_flow", figures=ids((flows[-1], stock)), values=values)


def _peak_before(account: Account, earlier: Sequence[Stated], stated: Stated) -> Stated | None:
    """Return the figure that `stated` silently lowers, or None."""
    if not _is_sound_total(account, stated) or stated.figure.repeats:
        return None
    before = [one for one in earlier if one.said.before(stated.said) and _is_sound_total(account, one)]
    own = [one for one in before if one.source == stated.source]
    if own and _lowers(account, stated, own[-1]):
        return own[-1]
    last = before[-1] if before else None
    if last is None or (own and not own[-1].said.before(last.said)):
        return None
    return last if _lowers(account, stated, last) else None


def _is_sound_total(account: Account, stated: Stated) -> bool:
    sound = is_sound(stated) and not whole_retractions(account, stated)
    return sound and not is_stock(stated) and not stated.figure.part_of


def _lowers(account: Account, stated: Stated, higher: Stated) -> bool:
    if not stated.surely_below(higher) or higher.figure.unit != stated.figure.unit:
        return False
    if higher.id in (*stated.figure.retracts, *stated.figure.part_of):
        return False
    return compatible(stated.figure.definition, higher.figure.definition)


def _explained(account: Account, one: Stated, other: Stated) -> bool:
    """Tell whether one of the two replaces, retracts, repeats or is part of the other, or was taken back."""
    if account.linked(one, other) or one.id in replaced(account, other) or other.id in replaced(account, one):
        return True
    return bool(whole_retractions(account, one) or whole_retractions(account, other))


def _difference(one: Stated, other: Stated) -> int | None:
    if one.figure.value is None or other.figure.value is None:
        return None
    return abs(one.figure.value - other.figure.value)


def _is_flow_before(one: Stated, stock: Stated) -> bool:
    from_one_side = one.side == stock.side and one.said.before(stock.said)
    comparable = same_family(one, stock) and akin(one.scope.population, stock.scope.population)
    return from_one_side and comparable and not is_stock(one) and is_sound(one)
