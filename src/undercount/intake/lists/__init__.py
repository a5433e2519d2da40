"""Lists of people as organisations send them: bytes in, mentions and claims out."""
