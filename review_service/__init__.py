"""The outside of the service: event store, access, people, API, pages and command line."""
