"""What `verify` found: codes that never change their meaning, each with the item that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """All that can be wrong with a vault or an edition; docs/methods/evidence.md says what each means."""

    # the folder
    SYMLINK = "symlink"
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    UNSAFE_NAME = "unsafe_name"
    NAMES_COLLIDE = "names_collide"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    FILE_UNLISTED = "file_unlisted"
    SCHEMA_UNKNOWN = "schema_unknown"
    DUPLICATE_KEY = "duplicate_key"
    # an edition
    MANIFEST_MALFORMED = "manifest_malformed"
    MANIFEST_DISAGREES = "manifest_disagrees"
    SUMS_MALFORMED = "sums_malformed"
    SUMS_LINE_ENDS = "sums_line_ends"
    SUMS_DISAGREE = "sums_disagree"
    SIGNATURE_INVALID = "signature_invalid"
    KEY_UNREADABLE = "key_unreadable"
    KEY_DISAGREES = "key_disagrees"
    KEY_IS_ANOTHER = "key_is_another"
    # a vault
    VAULT_MALFORMED = "vault_malformed"
    OBJECT_CHANGED = "object_changed"
    OBJECT_TRUNCATED = "object_truncated"
    OBJECT_EXTENDED = "object_extended"
    OBJECT_MISSING = "object_missing"
    OBJECT_WITHOUT_RECORD = "object_without_record"
    RECORD_MALFORMED = "record_malformed"
    RECORD_REPEATED = "record_repeated"
    RECORD_OUT_OF_ORDER = "record_out_of_order"
    RECORD_WITHOUT_ENTRY = "record_without_entry"
    RECORDS_TORN = "records_torn"
    ENTRY_MALFORMED = "entry_malformed"
    ENTRY_UNKNOWN = "entry_unknown"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_WITHOUT_RECORD = "entry_without_record"
    ENTRIES_MISSING = "entries_missing"
    ENTRY_OUT_OF_ORDER = "entry_out_of_order"
    JOURNAL_TORN = "journal_torn"
    JOURNAL_SHORTER_THAN_CHECKPOINT = "journal_shorter_than_checkpoint"
    JOURNAL_NOT_AS_CHECKPOINTED = "journal_not_as_checkpointed"
    CHECKPOINT_MALFORMED = "checkpoint_malformed"
    CHECKPOINT_OF_ANOTHER_LOG = "checkpoint_of_another_log"
    CHECKPOINT_KEY_UNKNOWN = "checkpoint_key_unknown"
    CHECKPOINT_MISSING = "checkpoint_missing"


class Notice(StrEnum):
    """What is worth knowing and no fault."""

    LEFTOVER = "leftover"


class NotProven(StrEnum):
    """What a good answer of `verify` still leaves open."""

    CONTENT_TRUE = "content_true"
    WHO_MADE_IT = "who_made_it"
    NOTHING_WITHHELD = "nothing_withheld"
    TIME_BY_OWN_CLOCK = "time_by_own_clock"
    NO_CHECKPOINT = "no_checkpoint"
    AFTER_LAST_CHECKPOINT = "after_last_checkpoint"
    KEY_NOT_PINNED = "key_not_pinned"
    BYTES_NOT_HELD = "bytes_not_held"


ALWAYS_OPEN = (NotProven.CONTENT_TRUE, NotProven.WHO_MADE_IT, NotProven.NOTHING_WITHHELD)

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        code: a `Code`, or a `Notice`.
        item: the path inside the folder, with `:LINE` where it is a line; printable in one line.
    """

    code: str
    item: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer of `verify`.

    Attributes:
        kind: `vault` or `edition`.
        checked: how many files were hashed and compared, and in a vault how many entries besides.
        findings: what is wrong, sorted; none means that all that was checked is as it was sealed or signed.
        not_proven: what this does not show, as codes; `bytes_not_held:ID` for a cited exhibit without bytes.
        notices: what is worth knowing and no fault.
    """

    kind: str
    checked: int
    findings: tuple[Finding, ...]
    not_proven: tuple[str, ...]
    notices: tuple[Finding, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def as_json(self) -> dict[str, object]:
        """Give the answer in its published JSON shape."""
        return {
            "ok": self.ok,
            "kind": self.kind,
            "checked": self.checked,
            "findings": [{"code": each.code, "item": each.item} for each in self.findings],
            "not_proven": list(self.not_proven),
            "notices": [{"code": each.code, "item": each.item} for each in self.notices],
        }


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in one order, by item and then by code, each once."""
    return tuple(sorted(set(findings), key=lambda each: (each.item, each.code)))


def printable(name: str) -> str:
    """Make a name safe to print: control, direction and undecodable characters become escapes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
        for char in name
    )
