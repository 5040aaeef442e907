"""The most queries that each page may cost, however many rows there are, face by face."""

from tests.faces.most_queries.console import CONSOLE
from tests.faces.most_queries.portal import PORTAL
from tests.faces.most_queries.public import PUBLIC

MOST = {**CONSOLE, **PORTAL, **PUBLIC}
