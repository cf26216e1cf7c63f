"""redlining: a redline in a warm process over the whole command `git diff` on the same texts."""

from __future__ import annotations

import multiprocessing
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import texts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import peak, ratio, seconds
from benchmarks.server import Server
from domain.text.redline import redline
from domain.text.redline.engine import Engine, accelerated, plain

ROUNDS = 7
_GIT = ("git", "diff", "--no-index", "--word-diff=porcelain", "old", "new")

Pair = tuple[str, str]


def amended(engine: Engine, _: Server) -> float:
    """Give the ratio for a law and its amendment."""
    return over_git(texts.amended(), engine)


def megabyte(engine: Engine, _: Server) -> float:
    """Give the ratio for one megabyte of which a tenth of the words changed."""
    return over_git((texts.megabyte(), texts.edited(texts.megabyte(), share=0.1)), engine)


def worst(engine: Engine, _: Server) -> float:
    """Give the greatest ratio among the pairs that are hard to compare."""
    return max(over_git(pair, engine, rounds=5) for pair in texts.hard().values())


def memory(_: Server) -> float:
    """Give the most memory, in megabytes, that a process needs for any of the hard pairs."""
    return max(_in_a_process(_peak, pair) for pair in texts.hard().values())


def over_git(pair: Pair, engine: Engine, rounds: int = ROUNDS) -> float:
    """Give the time of a redline over that of git's."""
    with TemporaryDirectory() as folder:
        for name, text in zip(("old", "new"), pair, strict=True):
            Path(folder, name).write_text(text, encoding="utf-8")
        return ratio(
            lambda: seconds(lambda: redline(*pair, engine=engine)),
            lambda: seconds(partial(_git, folder)),
            rounds=rounds,
        )


def _git(folder: str) -> None:
    found = subprocess.run(_GIT, cwd=folder, stdout=subprocess.DEVNULL)
    if found.returncode != 1:  # 1: the files differ
        raise RuntimeError(f"git diff ended with {found.returncode}")


def _in_a_process(act: Callable[[Pair], float], pair: Pair) -> float:
    """Give what a process of its own, new for this pair, finds out."""
    with multiprocessing.get_context("spawn").Pool(1) as process:
        return process.apply(act, (pair,))


def _peak(pair: Pair) -> float:
    redline(*pair)
    return peak()


def _figure(name: str, compares: str, bound: float, measure: Callable[[Server], float]) -> Figure:
    return Figure(f"redlining/{name}", compares, Bar(bound, at_least=False), measure)


_LAW = "redline of AufenthG 2013 to 2018" if texts.HAS_CORPUS else "redline of invented prose"
_TENTH = f"redline of 1 MB of {texts.SOURCE}, 10 % changed"
_GITS = "git's word diff of the files (seconds)"

FIGURES = (
    _figure("amended", f"{_LAW} : {_GITS}", 7, partial(amended, accelerated)),
    _figure("amended-plain", f"{_LAW}, in Python alone : {_GITS}", 12, partial(amended, plain)),
    _figure("tenth", f"{_TENTH} : {_GITS}", 10, partial(megabyte, accelerated)),
    _figure("tenth-plain", f"{_TENTH}, in Python alone : {_GITS}", 14, partial(megabyte, plain)),
    _figure("worst", f"redline of the hardest 1 MB : {_GITS}", 60, partial(worst, accelerated)),
    _figure("worst-plain", f"the same in Python alone : {_GITS}", 60, partial(worst, plain)),
    _figure("memory", "peak memory of a process that compares one of them : 1 MB", 400, memory),
)
