"""A statement from its document: title, date, language, signatories, demands, figures and defects."""

from __future__ import annotations

from collections.abc import Sequence

from undercount.facts.document import BlockKind, Document
from undercount.statements.cleaning import cleaned
from undercount.statements.dates import printed_date
from undercount.statements.demands import read_demands
from undercount.statements.figures import declared_signatories, read_figures
from undercount.statements.language import detect
from undercount.statements.layout import Passage, passages
from undercount.statements.lint import DatedEvent, Material, known_events, lint
from undercount.statements.reading import StatementReading
from undercount.statements.signatories import read_signatories, withheld
from undercount.statements.signatory_block import is_contact, is_note, prepare
from undercount.statements.signatory_finding import signatory_blocks
from undercount.statements.title import read_title


def parse(document: Document, events: Sequence[DatedEvent] = ()) -> StatementReading:
    """Take a statement apart.

    Args:
        document: as `undercount.intake.document.read_document` gives it.
        events: dated events to check the printed date by, beside those that ship; a crisis may bring its own.
    """
    document = cleaned(document)
    laid = prepare(passages(document))
    blocks = signatory_blocks(laid)
    signed = frozenset(index for block in blocks for index in block.indices)
    text = _text(laid, signed)
    language = detect("\n".join(passage.text for passage in text if passage.kind is not BlockKind.NOTICE))
    signatories = read_signatories(blocks, document.wrapped)
    demands, before = read_demands(text, language)
    figures = read_figures(text, language)
    printed = printed_date(laid, language)
    material = Material(
        passages=text,
        language=language,
        printed=printed,
        demands=demands,
        figures=figures,
        signatories=signatories,
        declared=declared_signatories(text, language),
        end_of_text=_end_of_text(laid, signed, text),
        events=(*known_events(), *events),
    )
    defects = lint(material)
    return StatementReading(
        title=read_title(text, document.title),
        date=printed.edtf if printed else None,
        language=language,
        signatories=signatories,
        demands=demands,
        figures=figures,
        truncated=any(defect.code in ("truncated_demand", "truncated_text") for defect in defects),
        defects=defects,
        calls_before=before,
        signatories_withheld=withheld(blocks, document.wrapped),
        sha256=document.sha256,
    )


def _text(laid: Sequence[Passage], signed: frozenset[int]) -> list[Passage]:
    """Return the statement's own text: without signatories, contacts, and the notes that follow it."""
    last = max(signed, default=len(laid))
    kept: list[Passage] = []
    for index, passage in enumerate(laid):
        if index in signed or (index > 2 and is_contact(passage.text)):
            continue
        if index > last > 0.5 * len(laid) and passage.kind is not BlockKind.NOTICE:
            continue  # below the signatories stand notes
        if (
            (index > last or index > 0.6 * len(laid))
            and is_note(passage)
            and passage.kind is not BlockKind.NOTICE
        ):
            if index > last:
                break
            continue
        kept.append(passage)
    return kept


def _end_of_text(laid: Sequence[Passage], signed: frozenset[int], text: Sequence[Passage]) -> int:
    """Return how many passages of the text stand before the signatories."""
    first = min(signed, default=len(laid))
    before = {id(passage) for passage in laid[:first]}
    count = sum(1 for passage in text if id(passage) in before)
    return count or len(text)
