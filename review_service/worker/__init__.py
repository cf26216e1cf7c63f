"""The worker: one at a time, it projects deferred read models and does what the queue holds.

It runs beside the web server (`beside`), as a process of its own so that no request waits for its
computing, or alone (`review-service worker`). Several may be started: an advisory lock, which ends
with its connection, elects the one that works; the others wait for its end.
"""
