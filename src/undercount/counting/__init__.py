"""Floor 2: how many, recorded and unrecorded; and what authorities said against what observers said."""
