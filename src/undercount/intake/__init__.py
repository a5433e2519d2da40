"""Floor 2: one file per kind of source; bytes in, documents, mentions, claims, figures and signals out."""
