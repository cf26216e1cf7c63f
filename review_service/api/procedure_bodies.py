"""Bodies of requests about the procedure."""

from __future__ import annotations

from review_service.acts.requests import procedures
from review_service.api.bodies import Body

DATE = Body("NewDate", procedures.NewDate)
RECUT = Body("NewRecut", procedures.NewRecut)
AGREEMENT = Body("NewAgreement", procedures.NewAgreement)

BODIES = (DATE, RECUT, AGREEMENT)
