"""Whom the server runs as: ourselves, or for root, whom PostgreSQL refuses, somebody else."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from review_service.embedded_postgres.hold import NotStarted

UNPRIVILEGED = ("postgres", "nobody", "daemon")  # who serves for root: the first that exists
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.environ.get("PATH", os.defpath)}


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    uid: int
    gid: int
    name: str

    @classmethod
    def serving(cls, cluster: Path) -> Self:
        """Give who serves this cluster; as root that is its owner, however it was made."""
        if os.geteuid() != 0:
            return cls(uid=os.geteuid(), gid=os.getegid(), name=str(os.geteuid()))
        owner = cluster.stat().st_uid if cluster.exists() else 0
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        if owner:
            fitting = [entry for entry in known.values() if entry.pw_uid == owner]
        else:
            fitting = [known[name] for name in UNPRIVILEGED if name in known]
        if fitting:
            return cls(uid=fitting[0].pw_uid, gid=fitting[0].pw_gid, name=fitting[0].pw_name)
        raise NotStarted(
            "PostgreSQL läuft nicht als root, und einen Benutzer dafür "
            f"({owner or ', '.join(UNPRIVILEGED)}) gibt es auf diesem Rechner nicht. "
            "Bitte den Dienst als gewöhnlicher Benutzer starten."
        )

    def run(self, *command: str | Path) -> str:
        """Run a program as this account; gives what it printed, raises NotStarted with it."""
        root = os.geteuid() == 0
        name = Path(command[0]).name
        try:
            done = subprocess.run(
                [os.fspath(part) for part in command],
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                user=self.uid if root else None,
                group=self.gid if root else None,
                extra_groups=[] if root else None,
            )
        except OSError as error:
            raise NotStarted(f"{name} lässt sich nicht ausführen: {error}") from error
        if done.returncode != 0:
            raise NotStarted(f"{name} ist gescheitert: {done.stdout.strip()}")
        return done.stdout

    def own(self, path: Path) -> None:
        """Make a file or folder of ours this account's."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def stopped_at(self, path: Path) -> Path | None:
        """Give the first existing folder on the way into `path` that this account cannot pass."""
        for folder in (*reversed(path.parents), path):
            if folder.exists() and not folder.stat().st_mode & self._passing(folder.stat()):
                return folder
        return None

    def _passing(self, status: os.stat_result) -> int:
        if status.st_uid == self.uid:
            return stat.S_IXUSR
        return stat.S_IXGRP if status.st_gid == self.gid else stat.S_IXOTH
