"""Floor 1: one small interface over DuckDB and Spark."""
