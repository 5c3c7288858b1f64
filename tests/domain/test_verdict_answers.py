import pytest

from aspara_desk.domain.admission import Reason, Verdict, VerdictKind

ASKS = {Reason.MISREAD, Reason.JUST_ADMITTED, Reason.CHECK_PERSON}
FINAL = {Reason.NOT_A_TICKET, Reason.UNKNOWN, Reason.FULL}


@pytest.mark.parametrize("reason", Reason)
def test_only_a_person_to_be_checked_is_confirmed(reason: Reason) -> None:
    kind = VerdictKind.ASK if reason in ASKS else VerdictKind.REFUSE
    assert Verdict(kind, reason).may_be_confirmed == (reason is Reason.CHECK_PERSON)


@pytest.mark.parametrize("reason", sorted(set(Reason) - ASKS - {Reason.OK}))
def test_what_was_never_issued_and_a_full_hall_are_not_overridden(reason: Reason) -> None:
    assert Verdict(VerdictKind.REFUSE, reason).may_be_overridden == (reason not in FINAL)


def test_an_admission_is_neither_confirmed_nor_overridden() -> None:
    admitted = Verdict(VerdictKind.ADMIT, Reason.ALREADY_IN, override="known to us")
    assert not admitted.may_be_confirmed
    assert not admitted.may_be_overridden
