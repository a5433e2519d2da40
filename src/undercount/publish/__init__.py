"""Floor 4: an edition made from a public snapshot and public results, and from nothing else."""
