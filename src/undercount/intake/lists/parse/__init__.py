"""From bytes to lines of cells: every format, within bounds, in a process of its own."""
