"""The two wings as a specification that a browser and a document draw."""

import json
from datetime import date

from copilot.domain.language import Language
from copilot.domain.wings import Period, Place, Wing
from copilot.locales import load_locale
from copilot.reporting.pictures import svg_of
from copilot.reporting.wings_chart import wings_chart
from copilot.strategy.crossings import crossings_of

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOW = Wing(OCTOBER, {Place.ACQUIRED: 400, Place.BOUGHT: 20, Place.REPEATED: 1, Place.REFERRERS: 2, Place.REFERRED: 5})
BEFORE = Wing(Period(date(2026, 9, 1), date(2026, 9, 30)), {Place.ACQUIRED: 500, Place.BOUGHT: 30})


def rows(**asked: object) -> dict[str, dict[str, object]]:
    say = load_locale(Language.EN).say
    spec = wings_chart(NOW, crossings_of(NOW), say, **asked)  # type: ignore[arg-type]
    assert json.loads(json.dumps(spec)) == spec
    return {str(one["label"]).split(" · ")[0]: one for one in spec["data"]["values"]}


def test_each_place_bears_its_people_and_the_rate_it_was_reached_at() -> None:
    labels = [one["label"] for one in rows().values()]
    assert "first purchase 20 · 5.0 %" in labels
    assert "bought again 1 · 5.0 % (few)" in labels
    assert "brought by others 5 · ×2.5" in labels
    assert not any("stored" in str(label) for label in labels)


def test_left_and_right_stand_on_their_sides_and_small_numbers_are_seen() -> None:
    drawn = rows()
    assert drawn["new contacts 400"]["length"] == -1
    assert drawn["bought again 1"]["length"] == (1 / 400) ** 0.5
    assert all(abs(float(str(one["length"]))) >= 0.035 for one in drawn.values() if "length" in one)


def test_a_leak_bears_a_sign_and_the_period_before_a_line() -> None:
    crossing = crossings_of(NOW)[0]
    drawn = rows(before=BEFORE, leaks=[crossing])
    assert str(drawn["first purchase 20"]["label"]).endswith("▼")
    assert drawn["new contacts 400"]["was"] == -1
    assert drawn["bought again 1"]["was"] is None


def test_it_can_be_drawn() -> None:
    spec = wings_chart(NOW, crossings_of(NOW), load_locale(Language.ZH).say, before=BEFORE)
    picture = svg_of(spec)
    assert picture is not None
    assert "新加的人 400" in picture
