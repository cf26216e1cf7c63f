"""The election of seats by organisations: roll, nominations, rounds, counts, result."""
