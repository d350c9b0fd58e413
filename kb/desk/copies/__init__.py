"""Texts to copy for the client, by channel. Only client-safe lines; refused where the answer may not be given."""

from kb.desk.copies.offer import SAMPLE_LINE, copies_of
from kb.desk.copies.values import Copies, Copy, CopyChannel

__all__ = ["SAMPLE_LINE", "Copies", "Copy", "CopyChannel", "copies_of"]
