"""Floor 3: the crisis folder, freezing it, and running methods over a snapshot."""
