"""How long a test waits for what must come: longer than a machine ever stands still, and never a measure."""

PATIENCE = 60
"""Seconds. What comes is seen at once; only a test that fails takes this long."""
