"""A file that does not hold is told so line by line: each complaint once, with what to do."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.gremium import Kind
from domain.person import years_after
from domain.procedure import Procedure
from domain.procedure.content import Content, SeatOf
from domain.procedure.fitting import flaws
from domain.procedure.folding import changed
from domain.procedure.seats import Filled, Seat
from projections.stored import encode
from review_service.acts.besetzungen import OPERATOR
from review_service.procedure.checking import NOTHING, Complaint, NotInOrder, check
from review_service.procedure.files import SHIPPED, read, shipped, shipped_text
from review_service.procedure.lines import Lines

LIP = shipped_text("lip-2472-2019")
AMENDMENT = shipped_text("lip-2822-2019")
CONSTITUTED = changed(NOTHING, shipped("lip-2472-2019").content)
STEERING = CONSTITUTED.bodies["lenkungsgruppe"]

SMALL = """\
[resolution]
number = "17/2024"
title = "Leitbild"
since = 2024-05-01

[[paper]]
slug = "leitbild"
name = "Leitbild"
stage = 1

[[theme]]
slug = "wohnen"
name = "Wohnen"
lead = "dezernat-1"
group = "gruppe-wohnen"

[[gremium]]
slug = "beirat-fuer-stadtfragen"
kind = "steering"
name = "Lenkungskreis"

[[gremium.seat]]
slug = "leitung"
title = "Leitung"
filled = "ex_officio"
votes = true

[[gremium.seat]]
slug = "gewaehlt"
title = "Gewählt"
filled = "elected"
votes = true

[[gremium]]
slug = "gruppe-wohnen"
kind = "expert_group"
name = "Gruppe Wohnen"
lead = "dezernat-1"

[[gremium]]
slug = "dezernat-1"
kind = "department"
name = "Dezernat 1"

[[gremium]]
slug = "stab"
kind = "office"
name = "Stab"
"""
"""Another city: the least a file says."""


def told(text: str, amends: Any = NOTHING) -> list[str]:
    """The complaints about a text, as they are printed."""
    return [f"{complaint.line}: {complaint.sentence}" for complaint in check(text, amends)]


def line_of(text: str, part: str) -> int:
    """The line on which a part of the text stands."""
    return text[: text.index(part)].count("\n") + 1


def deadline(days: str) -> str:
    """A deadline of so many days, as a rule."""
    value = f'[{{ kind = "council", days = {days} }}]'
    return f'[[rule]]\nkey = "deadlines"\nvalue = {value}\nsource = "x"'


def test_what_is_shipped_is_in_order() -> None:
    assert told(LIP) == []
    assert told(AMENDMENT, CONSTITUTED) == []


def test_another_city_writes_its_own_file() -> None:
    assert told(SMALL) == []
    assert read(SMALL).content.bodies[0].slug == "beirat-fuer-stadtfragen"


def test_everything_wrong_is_told_at_once_each_on_its_line() -> None:
    wrong = (
        SMALL.replace('kind = "steering"', 'kind = "stering"')
        .replace('name = "Wohnen"', 'nmae = "Wohnen"')
        .replace("stage = 1", 'stage = "eins"')
        .replace('lead = "dezernat-1"\n\n', 'lead = "dezernat-2"\n\n')
    )
    assert told(wrong) == [
        "9: „stage“ muss eine ganze Zahl ohne Anführungszeichen sein.",
        "11: Es fehlt „name“.",
        "13: „nmae“ ist hier unbekannt. Meinten Sie „name“?",
        "19: „stering“ gibt es für „kind“ nicht. Meinten Sie „steering“?",
        "38: Ein Gremium „dezernat-2“ gibt es nicht. Meinten Sie „dezernat-1“?",
    ]


@pytest.mark.parametrize(
    ("part", "instead", "line_with", "sentence"),
    [
        ('name = "Wohnen"\n', "name = 3\n", "name = 3", "„name“ muss Text in Anführungszeichen"),
        ("since = 2024-05-01", "since = 5", "since = 5", "„since“ muss ein Tag wie 2019-11-01"),
        ("votes = true", "votes = 1", "votes = 1", "„votes“ muss true oder false"),
        ('slug = "wohnen"', 'slug = "Wohnen!"', "Wohnen!", "ist kein Slug"),
        ('slug = "wohnen"', f'slug = "{"w" * 101}"', "wwwww", "höchstens 100 Zeichen"),
        ('slug = "stab"', 'slug = "dezernat-1"', 'kind = "office"', "Den Slug „dezernat-1“ gibt"),
        ('slug = "gewaehlt"', 'slug = "leitung"', 'title = "Gewählt"', "Den Slug „leitung“ gibt"),
        ('filled = "elected"', 'filled = "voted"', "voted", "„voted“ gibt es für „filled“ nicht"),
        ('kind = "office"', 'kind = "department"', "[resolution]", "Es fehlt eine Geschäftsstelle"),
        ('kind = "steering"', 'kind = "committee"', "[resolution]", "Es fehlt eine Lenkungsgruppe"),
        ('group = "gruppe-wohnen"', 'group = "stab"', 'group = "stab"', "nicht „expert_group“"),
        ('title = "Leitbild"', 'title = " "', 'title = " "', "„title“ ist leer"),
        ('title = "Leitbild"', 'title = "\u200b"', 'title = "\u200b"', "„title“ ist leer"),
        (
            'title = "Leitbild"', r'title = "Leit\u202Ebild"', r'title = "Leit\u202Ebild"',
            "keine unsichtbaren Steuerzeichen, hier U+202E hinter „Leit“",
        ),
        ('number = "17/2024"\n', "", "[resolution]", "Es fehlt „number“"),
        ("votes = true", "votes = true\nmember = false", "votes = true", "nur, wer Mitglied ist"),
        ("votes = true", "votes = true\nunlimited = true", "votes = true", "feste Zahl"),
        ("votes = true", "votes = true\nplaces = 0", "places = 0", "„places“ ist mindestens 1"),
        ("votes = true", 'votes = true\ndeputy = "vize"', "vize", "Einen Sitz „vize“ hat"),
        ("votes = true", 'votes = true\ndeputy = "leitung"', "deputy", "nicht sich selbst"),
        ("stage = 1", "stage = 0", "stage = 0", "Die erste Etappe ist 1"),
        ("stage = 1", "stage = 101", "stage = 101", "„stage“ ist höchstens 100"),
        ("stage = 1", "stage = true", "stage = true", "„stage“ muss eine ganze Zahl"),
        ("votes = true", "votes = true\nplaces = 1001", "places = 1", "ist höchstens 1000"),
        ("votes = true", f"votes = true\nplaces = {10**25}", "places = 1", "Zahl ist zu groß"),
        ('name = "Stab"', 'name = "Stab\\u0000"', 'name = "Stab', "Steuerzeichen"),
        ("[[theme]]", "[[thema]]", "[[thema]]", "„thema“ ist hier unbekannt. Meinten Sie „theme“?"),
        ("[[paper]]", "[paper]", "[paper]", "jeder unter [[paper]]"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit(part: str, instead: str, line_with: str, sentence: str) -> None:
    text = SMALL.replace(part, instead, 1)
    moved = 1 if line_with in ('kind = "office"', 'title = "Gewählt"') else 0
    assert any(
        complaint.line == line_of(text, line_with) - moved and sentence in complaint.sentence
        for complaint in check(text)
    ), told(text)


@pytest.mark.parametrize(
    ("more", "at", "sentence"),
    [
        ('[[vote_group]]\nslug = "a"\nbody = "stab"\nseats = ["x", "y"]', 4, "Einen Sitz „x“ hat"),
        ('[[vote_group]]\nslug = "a"\nbody = "s"\nseats = ["x", "y"]', 3, "Ein Gremium „s“ gibt"),
        ('[[vote_group]]\nslug = "a"\nbody = "stab"\nseats = ["x"]', 4, "mindestens 2 Einträge"),
        ('[[rule]]\nkey = "quorom"\nvalue = "half"\nsource = "x"', 2, "Meinten Sie „quorum“?"),
        ('[[rule]]\nkey = "quorum"\nvalue = "halb"\nsource = "x"', 3, "Meinten Sie „half“?"),
        ('[[rule]]\nkey = "quorum"\nvalue = "half"\nsource = " "', 4, "nennt ihre Quelle"),
        ('[[rule]]\nkey = "source"\nvalue = "half"\nsource = "x"', 2, "gibt es nicht"),
        ('[[rule]]\nkey = "deadlines"\nvalue = 28\nsource = "x"', 3, "eine Liste wie [{ kind"),
        ('[[rule]]\nkey = "deadlines"\nvalue = [{ kind = "beirat", days = 3 }]\nsource = "x"', 3,
         "„beirat“ gibt es für „deadlines“ nicht"),
        ('[[rule]]\nkey = "quorum"\nvalue = "half"\nsource = "x"\nsince = 2020-01-01', 5,
         "nicht früher als ihr Beschluss"),
        ('[[milestone]]\nslug = "a"\nname = "A"\nplanned = { words = "Mai", begins = 2024-06-01, '
         "ends = 2024-05-01 }", 4, "Der letzte Tag (01.05.2024) liegt vor dem ersten"),
        ('[[milestone]]\nslug = "a"\nname = "A"\nplanned = { words = "Mai", endet = 2024-05-01 }',
         4, "„endet“ ist hier unbekannt. Meinten Sie „ends“?"),
        ('[[composition]]\nkind = "steering"\ncategory = "a"\ntitle = "A"\nleast = 3\nmost = 2\n'
         'source = "x"', 6, "„most“ ist kleiner als „least“"),
        ('[[election]]\nslug = "w"\nname = "W"\nbody = "beirat-fuer-stadtfragen"\n'
         'seats = ["leitung"]', 5, "wird nicht gewählt"),
        ('[[election]]\nslug = "w"\nname = "W"\nbody = "beirat-fuer-stadtfragen"\n'
         'seats = ["gewaehlt", "dritter"]', 5, "Einen Sitz „dritter“ hat"),
        ('[[election]]\nslug = "w"\nname = "W"\nbody = "beirat-fuer-stadtfragen"\n'
         'seats = ["gewaehlt"]\nsources = { stichwahl = "x" }', 6, "keine Angabe der Wahl"),
        ('[[seat]]\nbody = "rat"\nslug = "a"\ntitle = "A"\nfilled = "sent"', 2,
         "Ein Gremium „rat“"),
        ('[[ended_seat]]\nbody = "rat"\nseat = "a"', 2, "Ein Gremium „rat“ gibt es nicht"),
        ('[[target]]\nkind = "steering"\nquality = "age"\ntitle = "A"\nwording = "w"\nsource = "x"',
         3, "„age“ gibt es für „quality“ nicht"),
        ("[retention]\nnamed_years = -1\nsource = \"x\"", 2, "mindestens 0"),
        ("[retention]\nnamed_years = 101\nsource = \"x\"", 2, "„named_years“ ist höchstens 100"),
        (deadline("3000000"), 3, "„days“ ist höchstens 3650"),
        (deadline("0"), 3, "„days“ ist mindestens 1"),
        (deadline("true"), 3, "eine Liste wie [{ kind"),
        (deadline('"28"'), 3, "eine Liste wie [{ kind"),
        (deadline("28.0"), 3, "eine Liste wie [{ kind"),
        (deadline("0x" + "f" * 5000), 3, "Diese Zahl ist zu groß"),
        ('[[milestone]]\nslug = "a"\nname = "A"\nstage = 0', 4, "„stage“ ist mindestens 1"),
        ('[[composition]]\nkind = "steering"\ncategory = "a"\ntitle = "A"\nmost = 1001\n'
         'source = "x"', 5, "„most“ ist höchstens 1000"),
        ('[[target]]\nkind = "steering"\nquality = "gender"\ntitle = "A"\nwording = "w"\n'
         'least_persons = 1001\nsource = "x"', 6, "„least_persons“ ist höchstens 1000"),
        ('[[election]]\nslug = "w"\nname = "W"\nbody = "beirat-fuer-stadtfragen"\n'
         'seats = ["gewaehlt"]\nvotes_a_ballot = 101', 6, "„votes_a_ballot“ ist höchstens 100"),
        ('[[election]]\nslug = "w"\nname = "W"\nbody = "beirat-fuer-stadtfragen"\n'
         'seats = ["gewaehlt"]\nrun_off = 101', 6, "„run_off“ ist höchstens 100"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_fit(more: str, at: int, sentence: str) -> None:
    text = f"{SMALL}\n{more}\n"
    here = SMALL.count("\n") + 1 + at
    matching = [told for told in check(text) if told.line == here and sentence in told.sentence]
    assert len(matching) == 1, told(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a = ", Complaint(1, "Dieser Wert ist ungültig.")),
        ('a = 1\nb "x"', Complaint(2, "Nach dem Schlüssel fehlt das Gleichheitszeichen.")),
        ("a = 1\na = 2\n", Complaint(2, "Dieser Schlüssel steht hier schon einmal.")),
        ('a = "x\n', Complaint(1, "Ein Text ist nicht geschlossen")),
        ("a = [1,\n2", Complaint(2, "Eine Liste ist nicht geschlossen")),
        ("a = " + "[" * 5000, Complaint(1, "Das lässt sich nicht als TOML lesen")),
        ("a = " + "9" * 5000, Complaint(1, "Das lässt sich nicht als TOML lesen")),
        ("", Complaint(1, "Es fehlt der Beschluss")),
        ("paper = 3", Complaint(1, "Mehrere Einträge stehen jeder unter [[paper]]")),
        ("gremium = [3]", Complaint(1, "„gremium“ muss eine Tabelle sein")),
        ("resolution = 3", Complaint(1, "„resolution“ muss eine Tabelle sein")),
        ("[[gremium]]\nseat = 3", Complaint(2, "Jeder Sitz steht unter [[gremium.seat]]")),
        ("ended_vote_groups = 3", Complaint(1, "„ended_vote_groups“ muss eine Liste von Texten")),
    ],
)
def test_what_is_no_file_of_a_procedure(text: str, complaint: Complaint) -> None:
    assert any(
        told.line == complaint.line and told.sentence.startswith(complaint.sentence)
        for told in check(text)
    ), told(text)


def test_an_amendment_is_judged_by_what_it_amends() -> None:
    wrong = AMENDMENT.replace('body = "lenkungsgruppe"', 'body = "lenkungsgrupe"')
    assert told(wrong, CONSTITUTED) == [
        f"{line_of(wrong, 'body =')}: Ein Gremium „lenkungsgrupe“ gibt es nicht. "
        "Meinten Sie „lenkungsgruppe“?"
    ]


def test_a_seat_that_is_still_needed_does_not_end() -> None:
    ending = f'{AMENDMENT}\n[[ended_seat]]\nbody = "lenkungsgruppe"\nseat = "mso-1"\n'
    here = line_of(ending, "[[ended_seat]]")
    assert told(ending, CONSTITUTED) == [
        f"{here}: Den Sitz „mso-1“ braucht noch die Wahl „mso“. Ändern Sie auch das."
    ]


def anew(slug: str, **instead: str) -> str:
    """The amendment, and a seat of the Lenkungsgruppe set up anew with it."""
    facts = {"title": '"Neu"', "filled": '"ex_officio"', "votes": "true", **instead}
    said = "\n".join(f"{key} = {value}" for key, value in facts.items())
    return f'{AMENDMENT}\n[[seat]]\nslug = "{slug}"\nbody = "lenkungsgruppe"\n{said}\n'


def test_a_seat_an_election_fills_stays_an_elected_one() -> None:
    sent = anew("mso-1", filled='"sent"')
    here = line_of(sent, '[[seat]]\nslug = "mso-1"')
    assert told(sent, CONSTITUTED) == [
        f"{here}: Der Sitz „mso-1“ wird nicht gewählt, und"
        " die Wahl „mso“ nennt ihn. Ändern Sie auch die."
    ]
    assert told(anew("mso-1", filled='"elected"'), CONSTITUTED) == []


def test_a_seat_that_shares_a_vote_keeps_one() -> None:
    silent = anew("vorsitz", votes="false").replace('ended_vote_groups = ["', "# ")
    here = line_of(silent, '[[seat]]\nslug = "vorsitz"')
    assert told(silent, CONSTITUTED) == [
        f"{here}: Der Sitz „vorsitz“ hat keine Stimme,"
        " und die gemeinsame Stimme „vorsitz-und-soziales“ nennt ihn. Ändern Sie auch die."
    ]
    assert told(anew("vorsitz", votes="false"), CONSTITUTED) == []  # the amendment ends the group


def test_an_election_set_up_anew_with_its_seats_is_told_once() -> None:
    other = shipped("lip-2472-2019").content.elections[0].model_copy(update={"seats": ("mso-2",)})
    text = anew("mso-1", filled='"sent"') + (
        f'\n[[election]]\nslug = "{other.slug}"\nname = "Wahl"\nbody = "lenkungsgruppe"\n'
        'seats = ["mso-2"]\n'
    )
    assert told(text, CONSTITUTED) == []
    again = text.replace('seats = ["mso-2"]', 'seats = ["mso-1", "mso-2"]')
    assert len(told(again, CONSTITUTED)) == 1


def test_an_amendment_says_why_it_moves_a_date() -> None:
    moving = f'{AMENDMENT}\n[[milestone]]\nslug = "mso-wahl"\nname = "Wahl"\n'
    assert "Nennen Sie den Grund" in told(moving, CONSTITUTED)[0]


def test_reading_refuses_what_cannot_be_read() -> None:
    with pytest.raises(NotInOrder, match="Zeile 1: Dieser Wert"):
        read("a = ")
    with pytest.raises(NotInOrder, match=r"Zeile 9.*und 1 weitere"):
        read(SMALL.replace("stage = 1", 'stage = "a"').replace('name = "Stab"', "name = 2"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_key_of_a_shipped_file_has_its_line(name: str) -> None:
    text = shipped_text(name)
    lines, rows = Lines(text), text.splitlines()
    for path, value in _leaves(tomllib.loads(text)):
        if isinstance(value, str):
            assert value in rows[lines.of(path) - 1], path


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    else:
        yield path, value


def test_lines_of_all_that_toml_can_write() -> None:
    text = (
        '"a b".c = """\nx\n"""\nd = [ # one\n  1, [2,\n 3], '
        "{ e = '''y\ny''', \"f.g\" = 1 },\n]\n"
        "[h]\ni = 2020-01-01 10:00:00 # [[no]]\n[h.j]\nk=1\n"
        "[[l]]\n[[l.m]]\nn = ''\n[[l]]\n[[l.m]]\n"
        "n = \"\"\n[l.m.o]\np.q = 'x'\n"
    )
    lines = Lines(text)
    assert [
        lines.of(path)
        for path in (
            ("a b", "c"), ("d", 1, 1), ("d", 2, "f.g"), ("h", "i"), ("h", "j", "k"),
            ("l", 0, "m", 0, "n"), ("l", 1, "m", 0, "n"), ("l", 1, "m", 0, "o", "p", "q"),
            ("l", 1, "unknown"),
        )
    ] == [1, 6, 7, 10, 12, 15, 18, 20, 16]  # fmt: skip


@settings(max_examples=150)
@given(st.data())
def test_no_change_to_a_file_ends_in_anything_but_complaints(data: st.DataObject) -> None:
    rows = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.integers(0, len(rows) - 1))
        rows[row] = data.draw(
            st.sampled_from(
                [
                    "", "[[gremium]]", "[gremium]", "[[gremium.seat]]", "slug = 3", "seat = {}",
                    "kind = 'x'", "seats = [[]]", "x = inf", "since = 10:00:00", "resolution = []",
                    "[[rule]]", "value = nan", "planned = { words = 1 }", 'key = "deadlines"',
                    "[[milestone]]", "sources = 1", "places = -1", "'' = 1", "a.b.c = [{}]",
                ]
            )
        )  # fmt: skip
    complaints = check("\n".join(rows))
    assert all(1 <= complaint.line <= len(rows) for complaint in complaints)
    assert all(complaint.sentence.endswith((".", "?", "]")) for complaint in complaints)


_NUMBERS = [
    "0", "-1", "1", "2", "28", "99", "100", "101", "1000", "1001", "3650", "3651", "9999",
    "3000000", str(2**63), str(10**25), "0x" + "f" * 5000, "true", '"28"', "28.0", "1e400", "nan",
    "9999-12-31", "[]", "{}",
]  # fmt: skip
_DAYS = ["0001-01-01", "1900-01-01", "2019-11-01", "2024-02-29", "9999-12-31", "3", "true"]
WHOLE = f"""{SMALL}
[[gremium.seat]]
slug = "leitung"
title = "Leitung"
filled = "appointed"
category = "stab"
places = 4

{deadline("28")}

[retention]
named_years = 30
source = "x"

[[milestone]]
slug = "wahl"
name = "Wahl"
stage = 1
planned = {{ words = "Mai", begins = 2024-05-01, ends = 2024-05-31 }}

[[composition]]
kind = "office"
category = "stab"
title = "Stab"
least = 1
most = 4
source = "x"

[[target]]
kind = "expert_group"
quality = "gender"
title = "Parität"
wording = "möglichst"
least_persons = 5
source = "x"

[[election]]
slug = "wahl"
name = "Wahl"
body = "beirat-fuer-stadtfragen"
seats = ["gewaehlt"]
run_off = 4
votes_a_ballot = 1
"""
"""A file with a number or day of each kind there is."""
_VALUE = re.compile(r"= (\d[\d-]*)(?=[ ,\n])")


def test_the_whole_file_is_in_order() -> None:
    assert told(WHOLE) == []
    assert len(_VALUE.findall(WHOLE)) == 13


@settings(max_examples=200)
@given(st.data())
def test_what_is_in_order_can_be_recorded_and_asked_on_any_day(data: st.DataObject) -> None:
    found = data.draw(st.sampled_from([*_VALUE.finditer(WHOLE)]))
    instead = data.draw(st.sampled_from(_DAYS if "-" in found[1] else _NUMBERS))
    text = WHOLE[: found.start(1)] + instead + WHOLE[found.end(1) :]
    complaints = check(text)
    if complaints:
        assert {complaint.line for complaint in complaints} <= {*range(1, text.count("\n") + 2)}
        return
    file, at = read(text), datetime(2024, 6, 1, tzinfo=UTC)
    made = Procedure.constitute(
        resolution=file.resolution, content=file.content, by=OPERATOR, at=at
    )
    encode(made.collect_events()[0])
    for day in (date.min, file.resolution.since, date(2024, 6, 1), date.max):
        then = made.on(day)
        assert all(then.votes(slug) >= 0 for slug in then.bodies)
        days = [then.rules.days_for(kind) for kind in Kind]
        assert all(at + timedelta(days=one) for one in days if one)
        assert then.retention is None or years_after(date(2024, 2, 29), then.retention.named_years)


@settings(max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from([seat.slug for seat in STEERING.seats]),
        st.tuples(st.booleans(), st.booleans(), st.sampled_from(Filled)),
        min_size=1,
    )
)
def test_no_amendment_in_order_gives_a_gremium_more_votes_than_voting_seats(
    anew: dict[str, tuple[bool, bool, Filled]],
) -> None:
    changes = tuple(
        SeatOf(body=STEERING.slug, seat=Seat(
            slug=slug, title="Neu", votes=votes, member=member, filled=filled
        ))
        for slug, (votes, member, filled) in anew.items()
    )  # fmt: skip
    content = Content(seats=changes)
    after = changed(CONSTITUTED, content)
    voting = sum(seat.votes for seat in after.bodies[STEERING.slug].members)
    assert after.votes(STEERING.slug) <= voting
    if not flaws(CONSTITUTED, content):
        assert after.votes(STEERING.slug) == voting - 1
