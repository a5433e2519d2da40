"""The account as plain text for a terminal: the same facts as the page, in one or two screenfuls."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from undercount.facts.register import Figure
from undercount.facts.results import Estimate
from undercount.publish.account.facts import Account, Comparison, CutOff, Standing, Withdrawal
from undercount.publish.pen import Pen
from undercount.publish.phrases import UNPROVEN
from undercount.publish.readme import FICTIONAL_BANNER
from undercount.publish.words import words

_NARROWEST, _WIDEST = 40, 100
_AT_MOST = 5  # comparisons and withdrawals on the screen; the page has them all


def account_text(account: Account, width: int) -> str:
    """Return the account as lines no wider than `width` (40 to 100), without colour codes."""
    writer = _Writer(account, max(_NARROWEST, min(_WIDEST, width)))
    return "\n".join(writer.lines()).rstrip() + "\n"


class _Writer:
    """Writes the sections of one account, in order; a section without facts is left out."""

    def __init__(self, account: Account, width: int) -> None:
        self.account, self.width = account, width
        self.speak = words(account.language)
        self.pen = Pen(account.material, self.speak)

    def lines(self) -> Iterator[str]:
        crisis = self.account.crisis
        yield from self._wrapped(self.pen.own(crisis, "name").upper())
        yield from self._wrapped(self.speak("Data as of {day}.", day=self.pen.when(crisis.as_of)))
        if crisis.fictional:
            yield from self._wrapped(self.speak(FICTIONAL_BANNER))
        yield from self._compared(self.account.comparisons)
        yield from self._withdrawn(self.account.withdrawals)
        yield from self._cut(self.account.cut_offs)
        yield from self._demands(self.account.standings)
        yield from self._unrecorded(self.account.unrecorded)
        yield from self._unproven()

    # ------------------------------------------------------------ sections

    def _compared(self, comparisons: Sequence[Comparison]) -> Iterator[str]:
        if comparisons:
            yield from self._heading(self.speak("What the authorities said, what observers said"))
        two_sided_first = sorted(comparisons, key=lambda each: each.observed is None)
        for each in two_sided_first[:_AT_MOST]:
            metric = self.pen.label("metric", each.metric)
            population = self.pen.label("population", each.population)
            yield from self._wrapped(f"{metric[:1].upper()}{metric[1:]}: {population}")
            for title, figure in self._sides(each):
                said = self._said(figure) if figure else self.speak("none")
                yield from self._wrapped(f"{title}: {said}", indent="  ")
        yield from self._more(len(comparisons))

    def _sides(self, each: Comparison) -> Iterator[tuple[str, Figure | None]]:
        if each.first != each.latest and each.said[0]:
            yield self.speak("authorities, first"), each.first
        yield self.speak("authorities, the latest that stands"), each.latest
        whom = self.speak("observers, the highest")
        if each.observed and each.observed.population != each.population:
            whom = f"{whom} ({self.pen.label('population', each.observed.population)})"
        yield whom, each.observed

    def _withdrawn(self, withdrawals: Sequence[Withdrawal]) -> Iterator[str]:
        if withdrawals:
            yield from self._heading(self.speak("What was retracted or silently lowered"))
        for each in withdrawals[:_AT_MOST]:
            chain = " → ".join(self._step(figure, each.figures[0]) for figure in each.figures)
            yield from self._wrapped(f"{self.pen.issue_name(each.issue.code)}: {chain}", bullet=True)
        yield from self._more(len(withdrawals))

    def _cut(self, cut_offs: Sequence[CutOff]) -> Iterator[str]:
        if cut_offs:
            yield from self._heading(self.speak("What was reported cut"))
            yield from self._wrapped(self.speak("Claims side by side; not measurements of ours."))
        for each in cut_offs[:_AT_MOST]:
            outage = each.outage
            where = f"{self.pen.place(outage.scope)}, {self.pen.label('network', outage.network)}"
            facts = [
                self.speak("began: {when}", when=self.pen.spread(outage.onset, each.claims)),
                self.speak("ended: {when}", when=self.pen.spread(outage.end, each.claims)),
            ]
            if outage.hours:
                facts.append(self.speak("hours claimed: {n}", n=self.speak.between(*outage.hours)))
            facts.append(self.speak.many("{n} claim", "{n} claims", len(each.claims)))
            yield from self._wrapped(f"{where}: {'; '.join(facts)}", bullet=True)
        yield from self._more(len(cut_offs))

    def _demands(self, standings: Sequence[Standing]) -> Iterator[str]:
        if not standings:
            return
        yield from self._heading(self.speak("What the statement asks, and where each demand stands"))
        for each in standings:
            grades = " ".join(f"{grade or '–'}×{number}" for grade, number in each.grades.items())
            title = f"{each.demand.number}. {self.pen.own(each.demand, 'title')}"
            yield from self._wrapped(f"{title}: {grades}")
        given = [grade for each in standings for grade in each.grades if grade]
        for grade in sorted(set(given)):
            yield from self._wrapped(f"{grade} = {self.pen.label('finding_grade', grade)}", indent="   ")

    def _unrecorded(self, estimates: Sequence[Estimate]) -> Iterator[str]:
        if estimates:
            yield from self._heading(self.speak("The people nobody recorded"))
        same = groupby(estimates, key=lambda each: (each.verdict, each.reasons, each.n_observed, each.lower_bound))
        for (verdict, reasons, observed, bound), group in same:
            metrics = ", ".join(self.pen.label("metric", each.metric) for each in group)
            why = "; ".join(self.pen.reason(reason) for reason in reasons)
            said = self.pen.label("verdict", verdict)
            line = f"{metrics}: {said}" + (f" – {why}" if why else "")
            if bound is not None:
                line += ". " + self.speak("At least {n}.", n=self.speak.count(int(bound))).removesuffix(".")
            if observed is not None:
                line += ". " + self.speak("People recorded: {n}.", n=self.speak.count(observed))
            yield from self._wrapped(line, bullet=True)

    def _unproven(self) -> Iterator[str]:
        yield from self._heading(self.speak("What is not proven"))
        for each in self.account.unproven:
            number, total = self.speak.number(each.number), self.speak.number(each.total)
            sentence = self.speak(UNPROVEN[each.code], number=number, total=total)
            yield from self._wrapped(sentence, bullet=True)

    # ------------------------------------------------------------ lines

    def _step(self, figure: Figure, first: Figure) -> str:
        """Write one figure of a chain, with what it counts where that is not what the first one does."""
        said = self._said(figure)
        named = figure is first or figure.metric != first.metric
        return f"{self.pen.label('metric', figure.metric)}, {said}" if named else said

    def _said(self, figure: Figure) -> str:
        source = self.account.material.source(figure.source).name_in(self.account.language)
        return f"{self.pen.said(figure)} ({source}, {self.pen.said_on(figure)}) [{figure.id}]"

    def _more(self, number: int) -> Iterator[str]:
        if number > _AT_MOST:
            more = self.speak("… and {n} more on the page.", n=number - _AT_MOST)
            yield from self._wrapped(more, indent="  ")

    def _heading(self, text: str) -> Iterator[str]:
        yield ""
        yield from self._wrapped(text.upper())

    def _wrapped(self, text: str, *, indent: str = "", bullet: bool = False) -> Iterator[str]:
        first = "- " if bullet else indent
        following = "  " if bullet else indent + "   "
        text = text.replace("\N{NO-BREAK SPACE}", "\N{WORD JOINER}")  # held together while lines are broken
        lines = textwrap.wrap(text, self.width, initial_indent=first, subsequent_indent=following)
        yield from (line.replace("\N{WORD JOINER}", " ") for line in lines)
