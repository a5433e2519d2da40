"""Who signed: each entry of a block of signatories into name, country, office and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from undercount.statements.countries import Place, country_code, flag_code, is_city, iso_codes, place_of
from undercount.statements.dates import is_date_line
from undercount.statements.names import (
    ends_abbreviated,
    has_office,
    has_title,
    is_evident,
    is_office,
    is_organisation,
    is_person,
    spoken_for,
    word_list,
)
from undercount.statements.reading import SignatoryReading
from undercount.statements.signatory_block import SignatoryBlock
from undercount.statements.signatory_entries import entries, names_withheld
from undercount.statements.signatory_pieces import Entry, split_outside
from undercount.statements.words import ALL, anywhere, opening, whole, words

_ADDRESS = re.compile(r"[(\[<]?\s*(?:https?://|www\.|mailto:)\S+|\S+@\S+\.\w+\s*[)\]>]?")
_LEADING = re.compile(r"^(?:[-*•‣▪–—·○●►➢✓]\s*|\(?\d{1,3}[.)]\s+|№\s*\d+\s*|/s/\s*)+")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*+)\s*$")
_DASH = re.compile(r"\s+[–—-]\s+|\s*[|]\s*|\s+/\s+|\s—|\s–")
_LAST_BRACKET = re.compile(r"^(?P<head>.*\S)\s*[(\[](?P<inside>[^()\[\]]*)[)\]](?P<tail>[\s.,;:*]*)$", re.S)
_COUNTED = re.compile(
    r"^(?:and|et|y|и|та|және|as well as)?\s*(?:\w+\s+)?\d+\s+(?-i:[a-zа-яёіїєґәғқңөұүһ])", re.I
)
_LEADING_NUMBER = re.compile(r"^(\d{1,3})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Habits:
    """What most entries of a block do, by which an unclear one is read.

    Attributes:
        dashed, comma: a place stands after a dash, after a comma.
        first: the place stands before the name.
        coded: the bracket holds a two-letter code.
        people: persons signed, with their offices.
        numbered: a bare number stands before each.
        towns: a town stands between the name and the country.
    """

    dashed: bool
    comma: bool
    first: bool
    coded: bool
    people: bool
    numbered: bool
    towns: bool


_NO_HABITS = _Habits(False, False, False, False, False, False, False)


def read_signatories(blocks: Sequence[SignatoryBlock], wrapped: bool) -> tuple[SignatoryReading, ...]:
    """Read the signatories of every block, in printed order; one that is printed twice is kept twice."""
    found: list[SignatoryReading] = []
    for block in blocks:
        printed = [entry for entry in entries(block.passages, wrapped) if _is_entry(entry)]
        habits = _habits(printed)
        found.extend(reading for entry in printed if (reading := _read(entry, habits)) is not None)
    return tuple(found)


def withheld(blocks: Sequence[SignatoryBlock], wrapped: bool) -> bool:
    """Tell whether a block says that names are kept back."""
    return any(names_withheld(entry.text) for block in blocks for entry in entries(block.passages, wrapped))


def _is_entry(entry: Entry) -> bool:
    text = entry.text.strip()
    if text.endswith((":", "：")):
        return False
    if not re.search(r"[^\W\d_]{2}", text) or is_date_line(text) or names_withheld(text):
        return False
    if _COUNTED.match(text) and anywhere(ALL, "signatories", "counted").search(text):
        return False
    if "@" in text and not is_evident(bare := _ADDRESS.sub("", text)) and not is_person(bare.split(",")[0]):
        return False  # where to sign, or whom to ask
    if whole(ALL, "signatories", "others").match(text) or whole(ALL, "signatories", "stems").match(text):
        return False
    return not whole(ALL, "furniture", "lines").match(text) and len(word_list(_ADDRESS.sub("", text))) > 0


def _habits(printed: Sequence[Entry]) -> _Habits:
    texts = [_cleaned(entry.text) for entry in printed]
    half = max(1, 0.4 * len(texts))
    brackets = [found["inside"].strip() for text in texts if (found := _LAST_BRACKET.match(text))]
    persons = [text for text in texts if _is_person_entry(text)]
    return _Habits(
        dashed=sum(1 for text in texts if _after(text, _dash_split)) >= half,
        comma=sum(1 for text in texts if _after(text, _comma_split)) >= half,
        first=len(texts) > 2 and sum(1 for text in texts if _before(text)) > 0.6 * len(texts),
        coded=sum(1 for inside in brackets if inside in iso_codes()) >= max(2, 0.5 * len(texts)),
        people=len(persons) >= max(1, 0.5 * len(texts)),
        towns=_towns(texts),
        numbered=len(texts) > 2
        and sum(1 for text in texts if _LEADING_NUMBER.match(text)) > 0.8 * len(texts),
    )


def _towns(texts: Sequence[str]) -> bool:
    """Tell "Name, Town, Country": what stands before the country is short and, once at least, a town."""
    rests = [_comma_split(text)[0] for text in texts if _after(text, _comma_split)]
    towns = [pieces[-1] for rest in rests if len(pieces := split_outside(rest, ",")) > 1]
    known = [text for text in texts if (place := _after(text, _comma_split)) and place.city]
    shaped = [town for town in towns if _could_be_town(town)]
    marked = [text for text in texts if _TOWN.match(text)]
    return len(shaped) + len(known) + len(marked) >= max(2, 0.6 * len(texts)) and (
        bool(known or marked) or any(is_city(town) for town in shaped) or len(shaped) == len(texts)
    )


def _could_be_town(text: str) -> bool:
    plain = 0 < len(text.split()) <= 3 and text[:1].isupper() and not re.search(r"[«“\"()\d]", text)
    return plain and not is_organisation(text) and not has_office(text)


def _is_person_entry(text: str) -> bool:
    pieces = _pieces(text)
    if not pieces or not is_person(re.sub(r"\([^()]*\)", "", pieces[0])):
        return False
    rest = pieces[1:]
    return has_title(pieces[0]) or any(_is_office(piece) or is_organisation(piece) for piece in rest)


def _pieces(text: str) -> list[str]:
    """Part an entry at its commas, and at the dash after a person's name."""
    head, gap, tail = _first_dash(text)
    if gap and is_person(_bare(head)):
        return [head.strip(), *split_outside(tail, ",")]
    return split_outside(text, ",")


def _first_dash(text: str) -> tuple[str, str, str]:
    found = re.search(r"\s[–—-]\s", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _is_office(text: str) -> bool:
    """Tell an office or profession: by its word, or as a phrase without a capital, "family doctor"."""
    return is_office(text) or (text[:1].islower() and not is_organisation(text) and not place_of(text))


def _dash_split(text: str) -> tuple[str, str]:
    gaps = list(_DASH.finditer(text))
    return (text[: gaps[-1].start()], text[gaps[-1].end() :]) if gaps else ("", "")


def _comma_split(text: str) -> tuple[str, str]:
    """Part a text at the comma before its place, "City, Country" being one place."""
    pieces = split_outside(text, ",")
    if len(pieces) >= 3 and country_code(pieces[-1].rstrip(".")):
        pair = place_of(f"{pieces[-2]}, {pieces[-1].rstrip('.')}")
        known = place_of(pieces[-2])
        if pair is not None and known is not None and pair.city:
            return ", ".join(pieces[:-2]), f"{pieces[-2]}, {pieces[-1]}"
    return (", ".join(pieces[:-1]), pieces[-1]) if len(pieces) > 1 else ("", "")


def _after(text: str, split: object) -> Place | None:
    head, tail = split(text) if callable(split) else ("", "")
    return place_of(tail) if head and tail else None


def _before(text: str) -> Place | None:
    found = re.match(r"^([^:–—|]{2,40}?)\s*(?::|\s[–—-]|\|)\s+\S", text)
    return place_of(found[1]) if found else None


def _cleaned(text: str) -> str:
    text = _ADDRESS.sub(" ", text)
    text = _FOOTNOTE.sub("", _LEADING.sub("", " ".join(text.split())).strip())
    text = re.sub(r"[(\[]\s*[)\]]", "", text).strip()
    joined = "|".join(re.escape(word) for word in words(ALL, "signatories", "and"))
    text = re.sub(rf"^(?:{joined})\s+(?=\S)|[,;]?\s+(?:{joined})$", "", text)
    text = text.strip(" ,;:·•|")
    if text.endswith(".") and not ends_abbreviated(text):
        text = text[:-1].rstrip()
    return text


def _read(entry: Entry, habits: _Habits) -> SignatoryReading | None:
    if entry.cells:
        return _read_row(entry)
    spoken = spoken_for(entry.text)
    if spoken is not None:
        return _read_spoken(entry, *spoken, habits)
    text = _cleaned(entry.text)
    if habits.numbered:
        text = _LEADING_NUMBER.sub("", text)
    code, text = flag_code(text)
    name, place = _place(text, habits)
    if code and place is None:
        place = Place(codes=(code,))
    if place is None and entry.group:
        place = _group_place(entry.group)
    name, person, office, organisation = _parts(name, habits)
    return _reading(name, place, entry.line, person=person, office=office, organisation=organisation)


def _read_spoken(entry: Entry, name: str, who: str, habits: _Habits) -> SignatoryReading | None:
    """Read "For X (France): Jane Doe, director": X signed, by Jane Doe."""
    bare, place = _place(_cleaned(name), habits)
    person, *offices = split_outside(who, ",")
    place = place or (_group_place(entry.group) if entry.group else None)
    return _reading(bare, place, entry.line, person=person, office=", ".join(offices))


def _group_place(group: str) -> Place | None:
    return place_of(group.strip().rstrip(":：").strip("*_ ()[]"))


def _reading(
    name: str, place: Place | None, line: int, *, person: str = "", office: str = "", organisation: str = ""
) -> SignatoryReading | None:
    name = re.sub(rf"^(?:{'|'.join(words('en', 'signatories', 'articles'))})\s+(?=[A-ZА-Я«\"“])", "", name)
    name = name.strip(" ,;:–—|")
    if len(name) < 2 or not re.search(r"[^\W\d_]", name):
        return None
    place = place or Place()
    return SignatoryReading(
        name=name,
        country=place.printed or None,
        iso2=place.codes[0] if place.codes else None,
        line=line,
        person=person,
        office=office,
        organisation=organisation,
        place=place.city,
        codes=place.codes,
    )


def _read_row(entry: Entry) -> SignatoryReading | None:
    cells: dict[str, str] = {}
    for kind, cell in entry.cells:
        cells.setdefault(kind, cell)
    name = cells.get("name") or cells.get("organisation", "")
    organisation = cells.get("organisation", cells.get("affiliation", "")) if "name" in cells else ""
    place = place_of(cells.get("country", ""))
    if place is None and cells.get("country"):
        place = Place(printed=cells["country"])
    name = _cleaned(name)
    if place is None:
        name, place = _place(name, _NO_HABITS)
    if place is None and entry.group:
        place = _group_place(entry.group)
    return _reading(name, place, entry.line, office=cells.get("office", ""), organisation=organisation)


_AFTER_QUOTES = re.compile(
    r"^(?P<name>.*[»”\"])\s*,\s+(?P<town>(?:г\.\s*|м\.\s*)?[^\W\d_][\w-]+(?:\s[^\W\d_][\w-]+)?)$", re.S
)
_TOWN = re.compile(r"^(?P<name>.+?),\s+(?P<town>(?:г|м|қ|с|п)\.\s*[^\W\d_][\w -]+)$", re.S)


def _place(text: str, habits: _Habits) -> tuple[str, Place | None]:
    """Part a name from its place, by bracket, comma, dash or the place before the name."""
    for reader in (_bracketed, _placed_first, _placed_last):
        found = reader(text, habits)
        if found is not None:
            return found
    return _town(text)


def _town(text: str) -> tuple[str, Place | None]:
    """Part a name in quotation marks from a town after it, and any name from "г. Town"."""
    found = _TOWN.match(text) or _AFTER_QUOTES.match(text)
    if (
        found
        and found["town"][:1].isalpha()
        and not has_office(found["town"])
        and not is_organisation(found["town"])
    ):
        return found["name"], Place(city=found["town"])
    return text, None


def _bracketed(text: str, habits: _Habits) -> tuple[str, Place] | None:
    found = _LAST_BRACKET.match(text)
    if not found:
        return None
    place = _bracket_place(found["inside"], habits)
    if place is not None:
        return found["head"].rstrip(" ,;"), place
    rest, _, last = found["inside"].rpartition(",")
    if rest and (place := _bracket_place(last, habits)) and place.codes and not place_of(rest):
        return f"{found['head'].rstrip()}, {rest.strip()}", place  # Jane Doe (Director, X, Kenya)
    inner = _LAST_BRACKET.match(found["head"])
    if inner and found["inside"].isupper() and (place := _bracket_place(inner["inside"], habits)):
        return f"{inner['head'].rstrip()} ({found['inside']})", place
    return None


def _bracket_place(inside: str, habits: _Habits) -> Place | None:
    inside = inside.strip()
    if re.fullmatch(r"[A-Z]{2}", inside) and inside not in ("UK", "US"):
        return Place(inside, (inside,)) if habits.coded and inside in iso_codes() else None
    return place_of(inside)


def _placed_first(text: str, habits: _Habits) -> tuple[str, Place] | None:
    if not habits.first:
        return None
    found = re.match(r"^([^:–—|]{2,40}?)\s*(?::|\s[–—-]|\|)\s+(\S.*)$", text, re.S)
    place = place_of(found[1]) if found else None
    return (found[2], place) if found and place else None


def _placed_last(text: str, habits: _Habits) -> tuple[str, Place] | None:
    head, tail = _dash_split(text)
    place = place_of(tail) if head else None
    if place is not None and (habits.dashed or habits.people) and (place.codes or place.international):
        return head.rstrip(" ,"), place
    head, tail = _comma_split(text)
    comma_place = place_of(tail) if head else None
    if comma_place is not None and (comma_place.codes or comma_place.international or habits.comma):
        return _without_city(head, comma_place, habits.towns)
    return (text, place) if place is not None and place.codes and _DASH.search(text) else None


def _without_city(head: str, place: Place, towns: bool) -> tuple[str, Place]:
    """Take a city off the name before its country."""
    pieces = split_outside(head, ",")
    before = place_of(pieces[-1]) if len(pieces) > 1 else None
    person = len(pieces) == 2 and bool(place.codes) and is_person(pieces[0])
    if before is None and (towns or person) and len(pieces) > 1 and _could_be_town(pieces[-1]):
        before = Place(city=pieces[-1])
    if before is not None and before.codes and towns and before.codes != place.codes:
        before = Place(city=pieces[-1])  # a town that bears the name of a country
    if before is not None and before.city and not before.codes:
        return ", ".join(pieces[:-1]), Place(place.printed, place.codes, before.city, place.international)
    return head, place


def _parts(name: str, habits: _Habits) -> tuple[str, str, str, str]:
    """Part "Jane Doe, Director, X" into the name that signed, the person, the office and the organisation."""
    pieces = _pieces(name)
    head, gap, tail = _first_dash(name)
    if habits.people and gap and re.search(r"[»”\"]$", head) and tail[:1].islower():
        return head, "", "", ""  # an organisation among people, told what it is
    if len(pieces) == 1:
        pieces = [piece.strip() for piece in re.split(r"\s[–—-]\s|\s\|\s", name) if piece.strip()]
    if len(pieces) > 1 and is_person(_bare(pieces[0])):
        rest = pieces[1:]
        offices = [piece for piece in rest if _is_office(piece)]
        if offices or habits.people or has_title(pieces[0]):
            others = [piece for piece in rest if piece not in offices]
            return pieces[0], "", ", ".join(offices), ", ".join(others)
    if (
        len(pieces) > 1
        and is_organisation(pieces[0])
        and is_person(_bare(pieces[1]))
        and not is_office(pieces[1])
    ):
        offices = [piece for piece in pieces[2:] if is_office(piece)]
        if offices or has_title(pieces[1]):
            return pieces[0], pieces[1], ", ".join(offices), ""
    bracket = _LAST_BRACKET.match(name)
    if bracket and has_office(bracket["inside"]) and len(word_list(bracket["inside"])) > 1:
        return _from_bracket(bracket["head"], bracket["inside"])
    return name, "", "", ""


def _from_bracket(head: str, inside: str) -> tuple[str, str, str, str]:
    person, _, office = inside.partition(",")
    if is_person(person) and not is_office(person):
        return head, person.strip(), office.strip(), ""
    if is_person(head):
        return head, "", inside, ""
    return (head, inside, "", "") if is_office(inside) else (f"{head} ({inside})", "", "", "")


def _bare(text: str) -> str:
    text = re.sub(r"\([^()]*\)", "", text)
    return opening(ALL, "signatories", "person_titles").sub("", text).strip() if not has_title(text) else text
