"""Bodies of the calls about seats, counts and suggestions."""

from review_service.acts.requests import seats, suggestions
from review_service.api.bodies import Body

APPOINTMENT = Body("NewAppointment", seats.NewAppointment)
DEPARTURE = Body("NewDeparture", seats.NewDeparture)
DEPUTY = Body("NewDeputy", seats.NewDeputy)
DISMISSAL = Body("NewDismissal", seats.NewDismissal)
DEPUTISING = Body("NewDeputising", seats.NewDeputising)
COUNTS = Body("NewCounts", seats.NewCounts)
SUGGESTION = Body("NewSuggestion", suggestions.NewSuggestion)
FORWARDING = Body("NewForwarding", suggestions.NewForwarding)
SEATING = Body("NewSeating", suggestions.NewSeating)
DECLINATION = Body("NewDeclination", suggestions.NewDeclination)
CONSENT_WITHDRAWAL = Body("NewConsentWithdrawal", suggestions.NewConsentWithdrawal)

BODIES = (
    APPOINTMENT, DEPARTURE, DEPUTY, DISMISSAL, DEPUTISING, COUNTS,
    SUGGESTION, FORWARDING, SEATING, DECLINATION, CONSENT_WITHDRAWAL,
)  # fmt: skip
