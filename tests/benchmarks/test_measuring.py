"""The arithmetic of `make bench`: nothing is timed here."""

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks import importing, report
from benchmarks.__main__ import FIGURES, chosen
from benchmarks.figures import Bar, Figure, Result, take
from benchmarks.rounds import per_second, ratio
from benchmarks.web import request

FLOOR, CEILING = Bar(0.2, at_least=True), Bar(1.5, at_least=False)
NO_SERVER: Any = None


def figure(*values: float, bar: Bar = FLOOR, name: str = "append/raw") -> Figure:
    """A figure that measures these values, one after the other."""
    measured = iter(values)
    return Figure(name, "one : other", bar, lambda _: next(measured))


def in_turn(taken: list[str], name: str, values: list[float]) -> Callable[[], float]:
    left: Iterator[float] = iter(values)

    def measure() -> float:
        taken.append(name)
        return next(left)

    return measure


def test_a_ratio_is_the_median_of_rounds_taken_in_turn_after_a_warm_up():
    taken: list[str] = []
    one = in_turn(taken, "A", [1000, 1, 9, 4, 6, 5])
    other = in_turn(taken, "B", [1, 2, 1, 2, 2, 2])
    assert ratio(one, other, rounds=5) == 2.5
    assert "".join(taken) == "AB" * 6


def test_a_floor_holds_from_its_bound_up_and_a_ceiling_from_its_bound_down():
    assert [FLOOR.is_held_by(value) for value in (0.19, 0.2, 0.21)] == [False, True, True]
    assert [CEILING.is_held_by(value) for value in (1.49, 1.5, 1.51)] == [True, True, False]


def test_a_figure_that_holds_is_measured_once():
    assert take(figure(0.3, 0.1), NO_SERVER).measured == (0.3,)


def test_a_figure_that_misses_is_measured_twice_more_and_the_median_counts():
    held = take(figure(0.1, 0.4, 0.3), NO_SERVER)
    missed = take(figure(1.6, 1.4, 1.7, bar=CEILING), NO_SERVER)
    assert (held.measured, held.value, held.holds) == ((0.1, 0.4, 0.3), 0.3, True)
    assert (missed.measured, missed.value, missed.holds) == ((1.6, 1.4, 1.7), 1.6, False)


def test_the_table_shows_every_measured_value_and_what_does_not_hold():
    results = [Result(figure(), (0.1, 0.15, 0.3)), Result(figure(name="load", bar=CEILING), (1.0,))]
    printed = StringIO()
    Console(file=printed, width=120).print(report.table(results))
    raw, load = (line for line in printed.getvalue().splitlines() if "one : other" in line)
    assert [cell.strip() for cell in raw.split("│")[3:7]] == [
        "0.10 0.15 0.30",
        "0.15",
        ">= 0.20",
        "NO",
    ]
    assert [cell.strip() for cell in load.split("│")[3:7]] == ["1.00", "1.00", "<= 1.50", "yes"]


def test_the_file_has_what_other_programs_are_promised(tmp_path: Path):
    file = tmp_path / "bench.json"
    report.write([Result(figure(), (0.1, 0.123456, 0.3))], file)
    assert json.loads(file.read_text()) == [
        {"name": "append/raw", "value": 0.1235, "unit": "ratio", "bar": 0.2, "holds": False}
    ]


def test_figures_are_chosen_by_name_or_by_group():
    assert chosen([]) == list(FIGURES)
    assert [found.name for found in chosen(["load", "append/raw"])] == ["append/raw", "load"]
    assert {found.name for found in chosen(["big"])} == {"big/save", "big/redline"}


def test_an_unknown_figure_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        chosen(["append", "speed"])
    assert ended.value.code == 2
    assert "Unknown: speed. There are: append, append/inline" in capsys.readouterr().err


def test_every_figure_of_the_promise_has_its_bar():
    bars = {found.name: (found.bar.bound, found.bar.at_least) for found in FIGURES}
    assert bars == {
        "append/raw": (0.2, True),
        "append/library": (1.4, True),
        "append/inline": (0.35, True),
        "big/save": (5, False),
        "big/redline": (10, False),
        "rebuild": (0.35, True),
        "load": (1.5, False),
        "page": (1.3, False),
        "page/long": (3, False),
        "page/law": (2, False),
        "word/changes": (3, False),
        "word/memory": (300, False),
        "request": (0.23, True),
        "redlining/amended": (7, False),
        "redlining/amended-plain": (12, False),
        "redlining/tenth": (10, False),
        "redlining/tenth-plain": (14, False),
        "redlining/worst": (60, False),
        "redlining/worst-plain": (60, False),
        "redlining/memory": (400, False),
        "merging": (3, False),
        "blaming": (1.5, False),
        "carrying": (0.2, False),
        "word/in": (1 if importing.HAS_PANDOC else 20, False),
        "word/in-memory": (300, False),
    }


def test_every_thread_acts_and_what_goes_wrong_in_one_is_told():
    acted: list[int] = []
    acts = [lambda number=number: acted.append(number) for number in range(3)]
    assert per_second(acts, lasting=0.0) == 0.0
    assert per_second(acts, lasting=0.01) > 0
    assert set(acted) == {0, 1, 2}
    with pytest.raises(ZeroDivisionError):
        per_second([lambda: 1 / 0], lasting=0.01)


def test_a_request_is_the_bytes_of_http():
    assert request("GET", "/x", {"Cookie": "sid=1"}) == (
        b"GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sid=1\r\n\r\n"
    )
    assert request("POST", "/x", {}, b"{}").endswith(
        b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    )
