"""What all tests share: how hard hypothesis tries, and a last word on what could not be tested here."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

FULL = os.environ.get("UNDERCOUNT_FAULTS") == "full"
_CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]

settings.register_profile(
    "quick", max_examples=60, deadline=None, derandomize=True, suppress_health_check=_CALM, database=None
)
settings.register_profile(
    "full", max_examples=3000, deadline=None, derandomize=True, suppress_health_check=_CALM, database=None
)
settings.load_profile("full" if FULL else "quick")


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether the harnesses for faults run their full counts."""
    return FULL


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once more, by reason, what was not tested on this machine."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = Counter(_reason(report) for report in reports)
    if not reasons:
        return
    terminalreporter.section("NOT TESTED HERE", sep="=", yellow=True, bold=True)
    for reason, times in sorted(reasons.items()):
        terminalreporter.write_line(f"{times:5d}  {reason}", yellow=True)


def _reason(report: pytest.TestReport) -> str:
    found = report.longrepr
    text = found[2] if isinstance(found, tuple) else str(found)
    return text.removeprefix("Skipped: ")
