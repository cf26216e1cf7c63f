"""Where the words of a draft come from and how much each revision changed, worked off later."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from domain.draft import Draft
from domain.merge import Merge
from domain.text.carrying import Carried, State
from domain.text.normalise import sha256_of
from domain.text.passages import Passage, Place, locate
from domain.vorgaben import Answer, Demand, Outcome
from projections import blame, deferred, diff_history, rebuild, text_changes
from projections.blame import Blame
from projections.read_model import Database
from review_service.reviews import Reviews
from tests import lip
from tests.scenario import CHAIR, LENKUNGSGRUPPE, MANAGEMENT
from tests.store.acts import author, now

FIRST = "# Leitbild\n\nDie Stadt zahlt 700 Euro. Sie nennt Ziele.\n\nAlle machen mit.\n"
SECOND = FIRST.replace("700", "770").replace("Sie nennt", "Sie nennt jedes Jahr")
THIRD = SECOND.replace("Alle machen", "Alle Gruppen machen")


def begun(reviews: Reviews, *texts: str) -> UUID:
    """Author a draft, have it returned with two Vorgaben, revise it without answers."""
    draft = reviews.begin(lambda: author(FIRST)).stream
    reviews.change(
        Draft, draft, lambda d: d.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG)
    )
    demands = [Demand(text="Betrag nennen"), Demand(text="Ziele nennen")]
    reviews.change(
        Draft,
        draft,
        lambda d: d.return_with_vorgaben(
            demands=demands, revision=1, by=LENKUNGSGRUPPE, at=now(), under=lip.ORDNUNG
        ),
    )
    for text in texts:
        revise(reviews, draft, text)
    return draft


def revise(
    reviews: Reviews, draft: UUID, text: str, answers: Sequence[Answer] = (),
    merge: Merge | None = None, carried: Sequence[Carried] = (),
) -> None:  # fmt: skip
    def act(d: Draft) -> None:
        d.revise(
            text=text, sha256=sha256_of(text), base=merge.base if merge else d.revision,
            answers=answers, carried=carried, merge=merge, by=MANAGEMENT, at=now(),
        )  # fmt: skip

    reviews.change(Draft, draft, act)


def fulfilled(vorgabe: int, *passages: Passage) -> Answer:
    return Answer(vorgabe=vorgabe, outcome=Outcome.ERFUELLT, passages=passages)


def shares(found: Blame) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    return [(found.text.text[s.start : s.end], s.shares) for s in found.sentences()]


def of_revision(database: Database, draft: UUID, revision: int) -> Blame:
    found = blame.of_revision(database, draft, revision)
    assert found
    return found


def test_each_revision_has_its_own_answer_however_many_follow(reviews: Reviews) -> None:
    draft = begun(reviews, SECOND, THIRD)
    with reviews.pool.connection() as database:
        deferred.catch_up(database)
        first, second, third = (of_revision(database, draft, n) for n in (1, 2, 3))
    assert {share for _, share in shares(first)} == {((1, 1),), ((1, 5),), ((1, 3),)}
    assert shares(second) == [
        ("Leitbild", ((1, 1),)),
        ("Die Stadt zahlt 770 Euro.", ((1, 4), (2, 1))),
        ("Sie nennt jedes Jahr Ziele.", ((1, 3), (2, 2))),
        ("Alle machen mit.", ((1, 3),)),
    ]
    assert shares(third)[:3] == shares(second)[:3]
    assert shares(third)[3] == ("Alle Gruppen machen mit.", ((1, 3), (3, 1)))


def test_an_origin_says_who_when_and_in_the_course_of_which_vorgabe(reviews: Reviews) -> None:
    draft = begun(reviews)
    place = locate(SECOND, "Sie nennt jedes Jahr Ziele.")
    revise(reviews, draft, SECOND, [fulfilled(1), fulfilled(2, place)])
    with reviews.pool.connection() as database:
        deferred.catch_up(database)
        found = of_revision(database, draft, 2)
        written = diff_history.revisions(database, draft, upto=2)
    origins = found.origins
    assert [(n, origins[n].by["role"], origins[n].answered) for n in (1, 2)] == [
        (1, "chair", ()),
        (2, "geschaeftsfuehrung", (1,)),
    ]
    assert [origins[n].at for n in (1, 2)] == [row.at for row in written]
    assert [s.answers for s in found.sentences()] == [(), (), (2,), ()]


def test_a_sentence_answers_a_vorgabe_in_later_revisions_too(reviews: Reviews) -> None:
    draft = begun(reviews)
    place = locate(SECOND, "Sie nennt jedes Jahr Ziele.")
    revise(reviews, draft, SECOND, [fulfilled(2, place)])
    at = Place(start=place.start, end=place.end)
    kept = Carried(passage=1, state=State.UNCHANGED, at=at, algorithm="carry-1")
    later = "Davor steht dies.\n\n" + SECOND
    revise(reviews, draft, later, carried=[kept])
    with reviews.pool.connection() as database:
        deferred.catch_up(database)
        found = of_revision(database, draft, 3)
    assert [found.text.text[s.start : s.end] for s in found.sentences() if s.answers] == [
        place.exact
    ]


def test_what_was_merged_is_one_step_from_the_revision_that_was_current(reviews: Reviews) -> None:
    draft = begun(reviews, SECOND)
    both = SECOND.replace("Alle machen", "Alle Kinder machen")
    merge = Merge(
        base=1, base_sha256=sha256_of(FIRST), against=2, algorithm="merge-1", clean=1
    )  # fmt: skip
    revise(reviews, draft, both, merge=merge)
    with reviews.pool.connection() as database:
        deferred.catch_up(database)
        found = of_revision(database, draft, 3)
    assert shares(found)[1:] == [
        ("Die Stadt zahlt 770 Euro.", ((1, 4), (2, 1))),
        ("Sie nennt jedes Jahr Ziele.", ((1, 3), (2, 2))),
        ("Alle Kinder machen mit.", ((1, 3), (3, 1))),
    ]


def test_nothing_is_known_before_it_is_worked_off(reviews: Reviews) -> None:
    draft = begun(reviews, SECOND)
    with reviews.pool.connection() as database:
        assert blame.of_revision(database, draft, 1) is None
        assert [row.changes for row in diff_history.revisions(database, draft, upto=2)] == [
            None
        ] * 2
        deferred.catch_up(database)
        assert blame.of_revision(database, draft, 3) is None
        assert blame.of_revision(database, UUID(int=1), 1) is None


def test_a_rebuild_gives_the_same_once_it_is_worked_off(reviews: Reviews) -> None:
    draft = begun(reviews, SECOND, THIRD)
    with reviews.pool.connection() as database:
        deferred.catch_up(database)
        before = [of_revision(database, draft, n) for n in (1, 2, 3)]
        counted = text_changes.of_draft(database, draft, upto=3)
        rebuild.everything(database)
        deferred.catch_up(database)
        assert [of_revision(database, draft, n) for n in (1, 2, 3)] == before
        assert text_changes.of_draft(database, draft, upto=3) == counted


def test_the_history_says_how_much_each_revision_changed(reviews: Reviews) -> None:
    draft = begun(reviews, SECOND, "Ganz neu.\n\n" + SECOND.replace("\nAlle machen mit.\n", ""))
    with reviews.pool.connection() as database:
        deferred.catch_up(database)
        first, second, third = diff_history.revisions(database, draft, upto=3)
        assert diff_history.revisions(database, draft, upto=2, after=1) == [second]
        sizes = text_changes.sizes(database, draft, upto=2)
    assert first.changes and second.changes and third.changes
    assert (first.changes.added, first.changes.removed, first.changes.words) == (12, 0, 12)
    assert (second.changes.added, second.changes.removed, second.changes.words) == (3, 1, 14)
    assert (second.changes.changed, second.changes.touched) == (1, 1)
    assert second.changes.paragraphs == [[1, 1]]
    assert (third.changes.added, third.changes.removed) == (2, 3)
    assert (third.changes.inserted, third.changes.deleted) == (1, 1)
    assert [(size.revision, size.added, size.removed, size.words) for size in sizes] == [
        (1, 12, 0, 12),
        (2, 3, 1, 14),
    ]


def test_it_says_which_paragraphs_answer_which_vorgabe_and_what_was_orphaned(
    reviews: Reviews,
) -> None:
    draft = begun(reviews)
    place = locate(SECOND, "Alle machen mit.")
    revise(reviews, draft, SECOND, [fulfilled(1), fulfilled(2, place)])
    lost = Carried(passage=1, state=State.ORPHANED, at=None, algorithm="carry-1")
    revise(reviews, draft, SECOND.replace("Alle machen mit.", ""), carried=[lost])
    with reviews.pool.connection() as database:
        deferred.catch_up(database)
        changes = text_changes.of_draft(database, draft, upto=3)
    one, two = changes[2].answering
    assert (one.vorgabe, one.paragraphs, one.located) == (1, ((1, 1),), False)
    assert (two.vorgabe, two.paragraphs, two.located) == (2, ((2, 2),), True)
    assert [changes[n].orphaned for n in (1, 2, 3)] == [0, 0, 1]
