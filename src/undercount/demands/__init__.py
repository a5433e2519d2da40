"""Floor 2: demands, the obligations they are made of, and the indicators that inform a finding."""

from undercount.demands.findings import check_findings
from undercount.demands.indicators import compute_indicators
from undercount.demands.standing import roll_up, standing_of

__all__ = ["check_findings", "compute_indicators", "roll_up", "standing_of"]
