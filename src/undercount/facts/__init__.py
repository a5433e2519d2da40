"""Floor 0: the shared nouns, frozen; every room may import them and they import no room."""
