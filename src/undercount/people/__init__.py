"""Floor 2: the same person across lists, scripts and spellings."""
