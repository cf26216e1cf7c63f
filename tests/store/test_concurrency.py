import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from domain import rules
from domain.draft import Draft
from projections import history, rebuild
from review_service.event_store import LostRace
from review_service.reviews import Reviews
from tests.scenario import CHAIR
from tests.store.acts import author, beirat, now, revise, state, submitted
from tests.store.tables import contents


def together(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Let `count` threads act at the same moment."""
    start = threading.Barrier(count)

    def run(number: int) -> Any:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def log(reviews: Reviews) -> list[tuple[int, str, int]]:
    with reviews.pool.connection() as database:
        return [
            (e.position, str(e.stream), e.version)
            for e in history.of_log(database, after=0, limit=100_000)
        ]


def rebuilt_is_live(reviews: Reviews) -> bool:
    with reviews.pool.connection() as database:
        live = contents(database)
        rebuild.everything(database)
        return contents(database) == live


def test_sixteen_threads_on_sixteen_drafts_lose_and_duplicate_nothing(reviews: Reviews):
    drafts = [submitted(reviews) for _ in range(16)]
    together(16, lambda n: [state(reviews, drafts[n], beirat(k % 11)) for k in range(10)])
    events = log(reviews)
    assert [position for position, _, _ in events] == list(range(1, 16 * 12 + 1))
    for draft in drafts:
        assert [v for _, s, v in events if s == str(draft)] == list(range(1, 13))
    assert rebuilt_is_live(reviews)


def test_sixteen_threads_on_one_draft_lose_and_duplicate_nothing(reviews: Reviews):
    draft = submitted(reviews)
    together(16, lambda n: [state(reviews, draft, beirat(n % 11), f"{n}-{k}") for k in range(10)])
    with reviews.pool.connection() as database:
        rows = database.execute("SELECT text FROM statements").fetchall()
    assert sorted(row[0] for row in rows) == sorted(
        f"{n}-{k}" for n in range(16) for k in range(10)
    )
    assert [version for _, _, version in log(reviews)] == list(range(1, 163))
    assert rebuilt_is_live(reviews)


def test_of_sixteen_who_revise_at_once_one_writes_and_the_others_are_told(reviews: Reviews):
    draft = reviews.begin(author).stream

    def attempt(number: int) -> str:
        try:
            reviews.change(
                Draft,
                draft,
                lambda d: d.revise(
                    text=f"Von {number}", sha256="0" * 64, base=1, by=CHAIR, at=now()
                ),
                commutes=False,
            )
        except (LostRace, rules.TheTextHasMovedOn) as refused:
            return type(refused).__name__
        return "written"

    outcomes = together(16, attempt)
    assert outcomes.count("written") == 1
    assert set(outcomes) <= {"written", "LostRace", "TheTextHasMovedOn"}
    assert reviews.load(Draft, draft).revision == 2


def test_a_text_of_four_megabytes_is_saved_while_other_saves_go_on(reviews: Reviews):
    drafts = [submitted(reviews) for _ in range(4)]
    large = reviews.begin(author).stream
    text = "Wir fördern Bildung und Teilhabe. " * 120_000
    done, seconds = threading.Event(), []

    def others(number: int) -> None:
        while not done.is_set():
            began = time.perf_counter()
            state(reviews, drafts[number], beirat(0))
            seconds.append(time.perf_counter() - began)

    with ThreadPoolExecutor(4) as threads:
        running = [threads.submit(others, number) for number in range(4)]
        time.sleep(0.2)
        before = len(seconds)
        for n in range(3):
            revise(reviews, large, f"{n} {text}")
        during = len(seconds) - before
        done.set()
        for future in running:
            future.result()
    assert len(text.encode()) > 4_000_000
    assert during > 10, "the other threads' saves went on"
    assert reviews.load(Draft, large).revision == 4


def test_a_reader_following_positions_misses_nothing(reviews: Reviews):
    drafts = [submitted(reviews) for _ in range(16)]
    seen: list[int] = []
    wanted = 32 + 2000

    def follow() -> None:
        while len(seen) < wanted:
            with reviews.pool.connection() as database:
                rows = database.execute(
                    "SELECT position FROM log.event WHERE position > %s ORDER BY position LIMIT 50",
                    (seen[-1] if seen else 0,),
                ).fetchall()
            seen.extend(row[0] for row in rows)

    reader = threading.Thread(target=follow, daemon=True)
    reader.start()
    together(16, lambda n: [state(reviews, drafts[n], beirat(k % 11)) for k in range(125)])
    reader.join(timeout=60)
    assert seen == list(range(1, wanted + 1))


def test_three_rebuilds_while_eight_threads_save_lose_no_row(reviews: Reviews):
    drafts = [submitted(reviews) for _ in range(8)]
    done = threading.Event()

    def save(number: int) -> int:
        saved = 0
        while not done.is_set():
            state(reviews, drafts[number], beirat(saved % 11))
            saved += 1
        return saved

    with ThreadPoolExecutor(8) as threads:
        running = [threads.submit(save, number) for number in range(8)]
        for _ in range(3):
            time.sleep(0.2)
            with reviews.pool.connection() as database:
                rebuild.everything(database)
        done.set()
        saved = sum(future.result() for future in running)
    with reviews.pool.connection() as database:
        row = database.execute("SELECT count(*) FROM statements").fetchone()
    assert row == (saved,)
    assert rebuilt_is_live(reviews)
