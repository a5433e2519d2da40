"""Lets `python -m undercount` run the command line."""

from undercount.cli import main

main()
