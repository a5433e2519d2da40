"""Floor 6: one file per verb."""

from undercount.cli.main import main

__all__ = ["main"]
