"""The pages of an edition: which there are, and what each of them shows."""

from undercount.publish.pages.listing import pages_of
from undercount.publish.pages.page import Page, Writer

__all__ = ["Page", "Writer", "pages_of"]
