"""The nouns of a statement: its texts by language, and who signed."""

from __future__ import annotations

from dataclasses import dataclass

from undercount.facts.audience import Audience
from undercount.facts.columns import column
from undercount.facts.moment import Moment
from undercount.facts.unknown import Unknown

PUBLIC = Audience.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementText:
    """A statement in one language.

    Attributes:
        lang: BCP 47 code.
        role: original, official, courtesy, machine, or summary where the text is another's.
        printed_date: the date printed on it; true_date: the date it can only be of.
        url: where the text itself can be read.
        body: the text, or our summary, in Markdown paragraphs.
    """

    lang: str = column(PUBLIC, required=True)
    role: str = column(PUBLIC, required=True, vocabulary="text_role")
    title: str = column(PUBLIC, required=True)
    printed_date: Moment | Unknown = column(PUBLIC, required=True)
    true_date: Moment | Unknown = column(PUBLIC, required=True)
    url: str = column(PUBLIC, required=True)
    body: str = column(PUBLIC, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """An organisation that signed.

    Attributes:
        number: its place in the printed order, from 1.
        country: ISO 3166-1 alpha-2.
    """

    number: int = column(PUBLIC, required=True)
    name: str = column(PUBLIC, required=True)
    country: str = column(PUBLIC, required=True)
    language: str = column(PUBLIC, default="")
    note: str = column(PUBLIC, default="")
