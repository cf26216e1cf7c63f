"""Drives LibreOffice, by Debian's own Python: OLD accept|reject NEW, as often as there are jobs."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PIPE = "pipe,name=interop;urp;"
TAKE = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def main(jobs: list[str]) -> None:
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            ["soffice", "--headless", "--norestore", f"--accept={PIPE}",
             f"-env:UserInstallation=file://{profile}"],
        )  # fmt: skip
        context = connected()
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        dispatcher = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        try:
            for old, choice, new in zip(jobs[::3], jobs[1::3], jobs[2::3], strict=True):
                document = desktop.loadComponentFromURL(
                    Path(old).as_uri(), "_blank", 0, (said("Hidden", True),)
                )
                frame = document.CurrentController.Frame
                dispatcher.executeDispatch(frame, TAKE[choice], "", 0, ())
                how = said("FilterName", "MS Word 2007 XML")
                document.storeToURL(Path(new).as_uri(), (how,))
                document.close(True)
        finally:
            desktop.terminate()
            office.wait(30)


def said(name: str, value: object) -> object:
    return PropertyValue(Name=name, Value=value)


def connected() -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:{PIPE}StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise TimeoutError("LibreOffice did not start")


if __name__ == "__main__":
    main(sys.argv[1:])
