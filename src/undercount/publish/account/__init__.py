"""The account on one page: its facts, chosen by rule, and its text for a terminal."""

from undercount.publish.account.facts import Account, account, account_of
from undercount.publish.account.text import account_text

__all__ = ["Account", "account", "account_of", "account_text"]
