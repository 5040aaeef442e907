"""What the app refuses."""

from tenir.terms.errors import Refused


class FaultyRecords(Refused):
    """Measures that cannot be kept as they are told."""


class FaultyTarget(Refused):
    """A target that cannot be watched as it is described."""


class FaultyCorrection(Refused):
    """A correction of what was measured that cannot be made, or taken back, as it is told."""


class FaultyCause(Refused):
    """What is known of an outage cannot be kept, or decided, as it is told."""


class CauseDecided(Refused):
    """A cause that was decided since, or of which the rules propose no exclusion any more."""


class FaultyExclusion(Refused):
    """An exclusion that cannot be ruled, or reversed, as it is told."""
