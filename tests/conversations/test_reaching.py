"""Addresses and numbers as people type and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reaching import is_too_short, mail_in, national, own_mail


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Rita@Example.nl", "rita@example.nl"),
        ("mijn adres is rita@example.nl.", "rita@example.nl"),
        ("secretaris@deparrel,nl", "secretaris@deparrel.nl"),
        ("info@mail.deparrel,nl", "info@mail.deparrel.nl"),
        ("rita@kpn,com graag", "rita@kpn.com"),
        ("rita@kpn.nl,jan@kpn.nl", "rita@kpn.nl"),
        ("rita@kpn.nl,de mijne", "rita@kpn.nl"),
        ("rita@kpn,bel mij", None),
        ("rita@kpn, nl", None),
        ("rita@kpn", None),
        ("rita", None),
        ("a,nl", None),
    ],
)
def test_a_mail_address(typed: str, address: str | None) -> None:
    assert mail_in(typed) == address
    assert own_mail(typed) == address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("rita,jansen@voorbeeld.nl", None),
        ("rita, jansen@voorbeeld.nl", None),
        ("rita jansen@voorbeeld.nl", None),
        ("rita. jansen@voorbeeld.nl", None),
        ("rita ,jansen@voorbeeld,nl", None),
        ("mijn adres is rita,jansen@voorbeeld.nl", None),
        ("rita.jansen@voorbeeld,nl", "rita.jansen@voorbeeld.nl"),
        ("Rita Jansen <rita@voorbeeld.nl>", "rita@voorbeeld.nl"),
        ("Rita Jansen: rita@voorbeeld.nl", "rita@voorbeeld.nl"),
        ("Rita Jansen\nrita@voorbeeld.nl", "rita@voorbeeld.nl"),
        ("mail naar rita@voorbeeld.nl", "rita@voorbeeld.nl"),
        ("ja, rita@voorbeeld.nl", "rita@voorbeeld.nl"),
        ("e-mail: rita@voorbeeld.nl", "rita@voorbeeld.nl"),
    ],
)
def test_an_address_of_which_a_piece_may_be_lost_is_asked_again(
    typed: str, address: str | None
) -> None:
    assert own_mail(typed) == address
    assert mail_in(typed), "but it is an address, where none is asked"


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("050 1234", True),
        ("06-123456", True),
        ("12345", True),
        ("06 12345678", False),
        ("12", False),
        ("bel 050", False),
        ("", False),
        ("+31 6 1234", True),
    ],
)
def test_a_number_that_lacks_digits(typed: str, short: bool) -> None:
    assert is_too_short(typed) is short


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("+31 6 12345601", "06 12 34 56 01"),
        ("+31612345601", "06 12 34 56 01"),
        ("+31 50 123 4567", "050 123 45 67"),
        ("+31 596 123456", "0596 12 34 56"),
        ("+32 470 12 34 56", "+32 470 12 34 56"),
        ("+31 800 1234", "+31 800 1234"),
        ("rita@example.nl", "rita@example.nl"),
        ("", ""),
    ],
)
def test_a_dutch_number_as_people_write_it(kept: str, read: str) -> None:
    assert national(kept) == read


@given(st.from_regex(r"\+31 ?[1-9][0-9 ]{6,12}", fullmatch=True))
def test_no_digit_is_lost(kept: str) -> None:
    digits = kept.replace(" ", "")
    assert national(kept).replace(" ", "") in {digits, digits.replace("+31", "0", 1), kept}
