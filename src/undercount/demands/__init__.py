"""Floor 2: demands, the obligations they are made of, and the indicators that inform a finding."""
