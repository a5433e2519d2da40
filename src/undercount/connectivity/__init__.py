"""Floor 2: when people were cut off."""

from undercount.connectivity.claimed import claimed_outages

__all__ = ["claimed_outages"]
