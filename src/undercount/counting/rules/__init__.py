"""What can be wrong with figures, one small function a rule; `registry.RULES` is the list of them."""
