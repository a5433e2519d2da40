"""What a name looks like: of an organisation, of a person, and what is no name but running text."""

from __future__ import annotations

import re

from undercount.statements.countries import place_of
from undercount.statements.words import ALL, anywhere, opening, whole, words

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]")
_CAPITAL = re.compile(r"^[\W\d_]*[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ]")
_INITIAL = re.compile(r"^(?:[^\W\d_]\.)+$")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.\s?V|[Dd]rs?|[Pp]rof|[Ss]t|[Ii]nc|[Ll]td|[Cc]o|[Mm]rs?|[Mm]s|[Nn]o|[Vv]s|им|г|ул|о|д|т|Sr|Sra|Dra|"
    r"Lic|Ing|Hna|Hno|Mtra|Mtro|A\.C|S\.A|U\.S|U\.K|ee|uu|[^\W\d_])|[А-ЯA-Z]\.[А-ЯA-Z])\.$"
)
_SENTENCE_GAP = re.compile(r"[.!?]\s+(?=[A-ZÀ-ÖА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ«“\"])")
_SPOKEN_FOR = re.compile(
    r"^(?:on behalf of|for|pour|au nom de|por|en nombre de|от имени|от|за|від імені|від)\s+"
    r"(?:the\s+|l['’]|la\s+|le\s+|les\s+|el\s+|los\s+|las\s+)?(?P<name>[^:]{3,120}?)\s*[:–—]\s+(?P<who>\S.*)$",
    re.I | re.S,
)


def word_list(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def begins_like_a_name(text: str) -> bool:
    """Tell whether a text begins with a capital, a quotation mark or a digit."""
    stripped = text.strip()
    return bool(stripped) and (
        bool(_CAPITAL.match(stripped)) or stripped[0] in "«“„\"'’#" or stripped[0].isdigit()
    )


def is_organisation(text: str) -> bool:
    """Tell a text that has a word organisations are called by."""
    return bool(anywhere(ALL, "signatories", "organisation").search(text))


def is_office(text: str) -> bool:
    """Tell a text that begins with an office or profession."""
    return bool(opening(ALL, "signatories", "office").match(text.strip()))


def has_office(text: str) -> bool:
    """Tell a text in which an office or profession stands."""
    return bool(anywhere(ALL, "signatories", "office").search(text))


def has_title(text: str) -> bool:
    """Tell a text that begins with the title of a person."""
    return bool(opening(ALL, "signatories", "person_titles").match(text.strip()))


def is_person(text: str) -> bool:
    """Tell what is shaped like a person's name: two to six capitalised words, none of an organisation."""
    text = text.strip(" ,.;:")
    titled = has_title(text)
    text = opening(ALL, "signatories", "person_titles").sub("", text)
    if not text or any(mark in text for mark in '«»“”„"()[]0123456789/&:;@') or is_organisation(text):
        return False
    parts = text.split()
    particles = words("en", "signatories", "particles")
    capitals = [part for part in parts if _CAPITAL.match(part)]
    others = [part for part in parts if not _CAPITAL.match(part) and part.lower() not in particles]
    all_capitals = len(parts) == 1 and not titled
    return not others and not all_capitals and (1 if titled else 2) <= len(capitals) <= 6


def is_prose(text: str) -> bool:
    """Tell running text from a name or a list of names."""
    text = text.strip()
    if not text:
        return False
    plain = _QUOTED.sub(" ", text)
    if sentences(plain) > 1 or text[-1] in "?!":
        return True
    pieces = [piece for piece in re.split(r"[;,\n]", plain) if piece.strip()]
    counts = [len(word_list(piece)) for piece in pieces] or [0]
    ends = text[-1] in ".:" and not _ABBREVIATED.search(text)
    if ends and len(pieces) == 1 and counts[0] > 8 and not place_of(text.rstrip(". ").rpartition("(")[2]):
        return True
    if anywhere(ALL, "demands", "calls").search(plain) and counts[0] > 5 and not is_organisation(pieces[0]):
        return True
    low = sum(1 for piece in pieces if not begins_like_a_name(piece))
    return max(counts) > 22 or (low > 0.5 * len(pieces) and len(word_list(plain)) > 12)


def sentences(text: str) -> int:
    """Return how many sentences a text seems to hold."""
    gaps = [
        found for found in _SENTENCE_GAP.finditer(text) if not _ABBREVIATED.search(text[: found.start() + 1])
    ]
    return 1 + len([found for found in gaps if len(word_list(text[: found.start()])) > 3])


def is_name_like(text: str) -> bool:
    """Tell a line that could be the entry of one signatory."""
    text = text.strip()
    if not text or len(text) > 260 or not begins_like_a_name(text) or is_prose(text):
        return False
    if not re.search(r"[^\W\d_]{2}", text) or re.search(r"@|https?://|www\.", text.partition(" ")[0]):
        return False
    return not whole(ALL, "furniture", "lines").match(text) and not text.endswith((":", "?", "!"))


def spoken_for(text: str) -> tuple[str, str] | None:
    """Part "For X (France): Jane Doe, director" into X and who signed for it; None where it is none."""
    found = _SPOKEN_FOR.match(" ".join(text.split()))
    return (found["name"], found["who"]) if found and is_person(found["who"].split(",")[0]) else None


def is_evident(text: str) -> bool:
    """Tell what is hardly anything but a signatory: it has a place, an organisation's word, an office."""
    text = text.strip().rstrip(".,;")
    bracket = re.search(r"[(\[]([^()\[\]]+)[)\]]$", text)
    tail = re.split(r",| [–—-] ", text)[-1]
    placed = bool(bracket and place_of(bracket[1])) or (tail != text and bool(place_of(tail)))
    return (
        placed
        or is_organisation(text)
        or spoken_for(text) is not None
        or (is_person(text.split(",")[0]) and has_office(text))
    )


def ends_abbreviated(text: str) -> bool:
    """Tell whether a final full stop belongs to an abbreviation, as in "e.V."."""
    return bool(_ABBREVIATED.search(text.strip()))


def is_initials(text: str) -> bool:
    """Tell initials such as "A.B."."""
    return bool(_INITIAL.match(text.strip()))
