"""A report held against its recomputation: what it carries, and what its pages say."""

from __future__ import annotations

from tenir.integrations.report.moved import Difference, differences
from tenir.integrations.report.printed import Printed, printed_differences

__all__ = ["Difference", "Printed", "differences", "printed_differences"]
