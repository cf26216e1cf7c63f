"""`python -m review_service.worker`: the worker of a web server, which ends with it.

Its standard input is held open by that server; where it closes, the server is gone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

from review_service.observing import configure_logs
from review_service.settings import Settings
from review_service.worker.working import ended_by_signals, work


def _end_with_the_server() -> None:
    os.read(sys.stdin.fileno(), 1)  # a file object's lock, held here, would abort the interpreter
    os.kill(os.getpid(), signal.SIGTERM)


settings = Settings()
assert settings.database_url
configure_logs(as_json=settings.log_json)
with ended_by_signals() as stop:
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    work(settings.database_url, stop)
