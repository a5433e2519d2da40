"""Floor 2: when people were cut off."""
