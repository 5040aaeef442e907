"""The rule of every query that says who is looking: how it is asked, and who is answered.

A query has one row or more. `EACH` are those that this table must cover: `test_access.py` finds
the queries by itself and names what is missing here.
"""

from tests.stories.rules.agreed import AGREEMENTS, ORDERS
from tests.stories.rules.asking_nobody import (
    FOR_ALL,
    FOR_SIGNING_IN,
    FOR_THE_SYSTEM,
    WITHOUT_VIEWER,
)
from tests.stories.rules.counted import COUNTED, SAYS_NOTHING
from tests.stories.rules.helped import SUPPORT
from tests.stories.rules.kept import KEPT
from tests.stories.rules.measured import AVAILABILITY
from tests.stories.rules.people import ACCOUNTS, PARTIES
from tests.stories.rules.planned import MAINTENANCE
from tests.stories.rules.reckoned import PENALTIES, REPORTS
from tests.stories.rules.released import RELEASES
from tests.stories.rules.row import (
    NO_FILE,
    NOWHERE,
    PEOPLE,
    READ_PERSONAL,
    STAFF,
    Row,
    Who,
    client,
    everyone,
    main,
    only,
    staff,
)
from tests.stories.rules.told import NOTICES, PUBLISHING, SEARCH, SEARCHED

EACH = (
    *PUBLISHING, *SUPPORT, *ACCOUNTS, *AGREEMENTS, *AVAILABILITY, *PENALTIES, *MAINTENANCE,
    *REPORTS, *KEPT, *NOTICES, *ORDERS, *PARTIES, *SEARCH, *RELEASES,
)  # fmt: skip

__all__ = [
    "COUNTED", "EACH", "FOR_ALL", "FOR_SIGNING_IN", "FOR_THE_SYSTEM", "NOWHERE", "NO_FILE",
    "PEOPLE", "READ_PERSONAL", "SAYS_NOTHING", "SEARCHED", "STAFF", "WITHOUT_VIEWER", "Row", "Who",
    "client", "everyone", "main", "only", "staff",
]  # fmt: skip
