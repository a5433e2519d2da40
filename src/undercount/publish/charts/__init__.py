"""The plots: official against observed figures, and claimed outages, as pictures that carry all they need."""

from undercount.publish.charts.gap_chart import gap_alt, gap_chart, gap_spec
from undercount.publish.charts.outage_chart import outage_alt, outage_chart

__all__ = ["gap_alt", "gap_chart", "gap_spec", "outage_alt", "outage_chart"]
