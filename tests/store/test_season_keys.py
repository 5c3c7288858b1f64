from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from aspara_desk.domain import code
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.identity import SeasonKey
from aspara_desk.store.season_keys import ENTROPY_BYTES, new_key, unlock

KEY_ID, OTHER_ID, TICKET_ID = UUID(int=1), UUID(int=2), UUID(int=3)
ENTROPY = bytes(range(ENTROPY_BYTES))
SECRET = ENTROPY[:32]


def test_a_bare_key_makes_the_codes() -> None:
    key = new_key(KEY_ID, ENTROPY, None)
    assert unlock([key], None).code(KEY_ID, TICKET_ID) == code.derive(SECRET, TICKET_ID)
    assert unlock([key], "not needed").newest == KEY_ID


def test_a_wrapped_key_makes_the_same_codes() -> None:
    key = new_key(KEY_ID, ENTROPY, "қымыз")
    assert SECRET not in key.secret
    assert unlock([key], "қымыз").code(KEY_ID, TICKET_ID) == code.derive(SECRET, TICKET_ID)


@pytest.mark.parametrize(
    ("passphrase", "kind"),
    [(None, "passphrase_missing"), ("", "passphrase_missing"), ("қымыз ", "passphrase_wrong")],
)
def test_a_passphrase_that_is_missing_or_wrong(passphrase: str | None, kind: str) -> None:
    with pytest.raises(StoreUnusable, match=kind) as caught:
        unlock([new_key(KEY_ID, ENTROPY, "қымыз")], passphrase)
    assert dict(caught.value.facts) == {}


def test_a_wrapped_key_cannot_be_moved_or_changed() -> None:
    key = new_key(KEY_ID, ENTROPY, "қымыз")
    for changed in (replace(key, id=OTHER_ID), replace(key, secret=key.secret[:-1] + b"\0")):
        with pytest.raises(StoreUnusable, match="passphrase_wrong"):
            unlock([changed], "қымыз")


def test_no_key_and_too_little_chance() -> None:
    with pytest.raises(StoreUnusable, match="season_missing"):
        unlock([], None)
    with pytest.raises(ValueError, match="random bytes"):
        new_key(KEY_ID, SECRET, None)


def test_nothing_shows_a_secret() -> None:
    for passphrase in (None, "қымыз"):
        key = new_key(KEY_ID, ENTROPY, passphrase)
        shown = f"{key!r} {unlock([key], passphrase)!r}"
        assert repr(SECRET)[2:-1] not in shown
        assert SECRET.hex() not in shown
        assert "secret" not in shown


def test_keys_are_kept_oldest_first_and_the_newest_is_used(at_desk: Callable[..., Workplace]) -> None:
    here = at_desk()
    older, newer = new_key(OTHER_ID, ENTROPY, None), new_key(KEY_ID, bytes(reversed(ENTROPY)), "қымыз")
    here.write(lambda unit: unit.identity.add_key(newer, unit.now + timedelta(days=1)))
    here.write(lambda unit: unit.identity.add_key(older, unit.now))
    kept = here.read(lambda unit: unit.identity.keys())
    assert kept == (older, newer)
    assert isinstance(kept[1], SeasonKey)
    assert unlock(kept, "қымыз").newest == KEY_ID
