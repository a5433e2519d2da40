"""undercount turns contradictory reports of a human-rights crisis into an account that anyone can check."""

__version__ = "0.1.0"
