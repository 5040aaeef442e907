"""Acts: write a fact down, seal what is written into the chain, erase what it says of people;
keep a subject from all but security officers."""

from tenir.apps.journal.erasing import erase, erase_outlived
from tenir.apps.journal.recording import Fact, record, record_all, release, reserve
from tenir.apps.journal.sealing import seal

__all__ = [
    "Fact", "erase", "erase_outlived", "record", "record_all", "release", "reserve", "seal",
]  # fmt: skip
