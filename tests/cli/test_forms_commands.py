"""`butterfly forms`."""

from tests.cli.conftest import Butterfly


def test_forms_are_listed_with_what_they_need(butterfly: Butterfly) -> None:
    listed = butterfly("forms", "--json").json
    referral = next(form for form in listed if form["id"] == "referral_invitation")
    assert len(listed) == 16
    assert [need["id"] for need in referral["needs"]] == ["rules"]
    assert (referral["title"]["zh"], referral["node"]) == ("老带新邀请", "refer")
    assert "needs to know: the referral rules" in butterfly("forms").out


def test_a_form_that_is_not_there_is_named(butterfly: Butterfly) -> None:
    ran = butterfly("forms", "sonnet")
    assert (ran.code, ran.err.split(":")[0]) == (1, "unknown_text_form")
