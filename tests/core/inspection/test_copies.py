"""What copies of a pull secret are known by, in bounded memory."""

from ghcr_tui.core.inspection.copies import Kept, Met


def test_a_text_was_met_from_its_second_time_on() -> None:
    met = Met()

    assert [met.has(text) for text in ("a", "b", "a", "b", "c")] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_a_list_of_any_length_costs_no_memory() -> None:
    met, kept = Met(), Kept[int, str]()
    for number in range(20_000):
        met.has(str(number))
        kept.keep(number, str(number))

    assert not met.has("0")
    assert kept.get(0) is None
    assert kept.get(19_999) == "19999"
    assert sum(kept.get(number) is not None for number in range(20_000)) == 256
