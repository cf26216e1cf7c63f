"""`python -m review_service.embedded_postgres FOLDER` removes the data in a folder nobody holds."""

import sys
from pathlib import Path

from review_service.embedded_postgres import NotStarted, discard

try:
    discard(Path(sys.argv[1]))
except NotStarted as refusal:
    sys.exit(str(refusal))
