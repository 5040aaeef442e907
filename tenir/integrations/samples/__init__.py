"""Files of monitoring samples, of any size, read to the end or refused with the place."""

from tenir.integrations.samples.header import BrokenRecord, UnreadableFile
from tenir.integrations.samples.reading import (
    DEFAULT_SILENCE,
    WHOLE,
    Census,
    Measurement,
    SamplesFile,
    Silence,
    measure_file,
    open_samples,
)

__all__ = [
    "DEFAULT_SILENCE",
    "WHOLE",
    "BrokenRecord",
    "Census",
    "Measurement",
    "SamplesFile",
    "Silence",
    "UnreadableFile",
    "measure_file",
    "open_samples",
]
