"""Floor 2: a statement taken apart into figures, demands, signatories and defects."""
