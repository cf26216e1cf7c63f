"""All drafts at a glance."""

from __future__ import annotations

from tests.pages.hands import Hands


def board(hands: Hands, name: str = "beirat-01") -> str:
    return hands[name].open("/entwuerfe").words


def test_the_board_names_six_themenfelder_and_two_papers(hands: Hands) -> None:
    said = board(hands)
    for name in ("Soziales", "Demokratie", "Stadtleben und Kultur", "Bildung", "Wirtschaft"):
        assert name in said
    assert "Stadtverwaltung und Diversität" in said
    assert "Grundsatzpapier" in said and "Ziel- und Maßnahmenkatalog" in said
    assert said.count("Noch kein Entwurf") == 12


def test_the_board_says_where_each_draft_stands(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01")
    assert "In Beratung, 1. Runde 1 von 13 Stellen gehört Zwei Punkte offen" in board(hands)
    way.hear_all()
    assert "3 von 13 Stellen gehört Nichts steht mehr aus" in board(hands)
    way.give_back()
    assert "Zurückgegeben mit einer Vorgabe" in board(hands)
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert "Fassung 2, noch nicht eingereicht" in board(hands, "chair")
    assert "Fassung 2" not in board(hands)
    way.submit(2).hear_all(2).accept(2)
    assert "Angenommen am" in board(hands) and ", Fassung 2" in board(hands)


def test_a_consulted_gleichstellung_counts_among_the_bodies(hands: Hands) -> None:
    way = hands.draft().submit()
    way.post("office", "consultation", question="Reicht Absatz 3?")
    assert "0 von 14 Stellen gehört" in board(hands)


def test_several_drafts_of_one_paper_stand_in_one_cell_and_many_on_a_list(hands: Hands) -> None:
    ways = [hands.draft(title=f"Beitrag {n}") for n in range(1, 6)]
    for way in ways[1:]:
        way.submit()
    assert "Beitrag 1" not in board(hands)
    chair = hands["chair"].open("/entwuerfe")
    assert all(f"Beitrag {n}" in chair.words for n in (3, 4, 5)) and "Beitrag 2" not in chair.words
    assert "Alle 5 Entwürfe" in chair.words and "Alle 4 Entwürfe" in board(hands)
    path = "/entwuerfe/themenfeld/bildung/grundsatzpapier"
    listed = hands["chair"].open(path).words
    assert "Fünf Entwürfe" in listed and all(f"Beitrag {n}" in listed for n in range(1, 6))
    assert "Beitrag 1" not in hands["beirat-01"].open(path).words


def test_an_empty_list_says_so_and_an_unknown_one_is_not_found(hands: Hands) -> None:
    beirat = hands["beirat-01"]
    empty = beirat.open("/entwuerfe/themenfeld/bildung/massnahmenkatalog")
    assert "Hier gibt es keinen Entwurf." in empty.words
    assert beirat.open("/entwuerfe/themenfeld/bildung/roman").status == 404
    assert beirat.open("/entwuerfe/themenfeld/kochen/grundsatzpapier").status == 404


def test_only_a_chair_is_offered_a_new_draft(hands: Hands) -> None:
    assert "Neuen Entwurf anlegen" in board(hands, "chair")
    for name in ("management", "beirat-01", "steering", "office", "auditor"):
        assert "Neuen Entwurf anlegen" not in board(hands, name)
