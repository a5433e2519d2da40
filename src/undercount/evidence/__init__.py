"""Floor 1: seals bytes, keeps the journal, and lets a stranger verify both."""
