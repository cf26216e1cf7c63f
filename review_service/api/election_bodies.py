"""Bodies of the calls about elections."""

from review_service.acts.requests import elections
from review_service.api.bodies import Body

ELECTION = Body("NewElection", elections.NewElection)
ENTRY = Body("NewEntry", elections.NewEntry)
REMOVAL = Body("NewRemoval", elections.NewRemoval)
INVITATION = Body("NewInvitation", elections.NewInvitation)
NOMINATION = Body("NewNomination", elections.NewNomination)
STANDING_DOWN = Body("NewStandingDown", elections.NewStandingDown)
POSTPONEMENT = Body("NewPostponement", elections.NewPostponement)
ABANDONMENT = Body("NewAbandonment", elections.NewAbandonment)
ROUND = Body("NewRound", elections.NewRound)
COUNT = Body("NewCount", elections.NewCount)
LOT = Body("NewLot", elections.NewLot)
RESULT = Body("NewResult", elections.NewResult)

BODIES = (
    ELECTION, ENTRY, REMOVAL, INVITATION, NOMINATION, STANDING_DOWN, POSTPONEMENT, ABANDONMENT,
    ROUND, COUNT, LOT, RESULT,
)  # fmt: skip
