"""The strategies on offer."""

import selection
from annotator.selectors.strategies import CARDS
from selection.paper_presets import PAPER_IMAGE_PRESETS, PAPER_TEXT_PRESETS

KINDS = {"image": selection.IMAGE_PRESETS, "text": selection.TEXT_PRESETS}


def test_every_card_is_a_preset_of_each_of_its_kinds() -> None:
    for card in CARDS:
        for kind in card.kinds:
            assert selection.strategy_for(card.name, kind=kind) == KINDS[kind][card.name]


def test_every_preset_has_a_card() -> None:
    for kind, presets in KINDS.items():
        # The text version of CLActive goes by both names; its card has the plain one.
        assert presets.keys() - {"clactive-text"} == {card.name for card in CARDS if kind in card.kinds}


def test_what_is_offered_learns_from_fifty_labels_and_the_papers_sizes_are_not_offered() -> None:
    for presets in KINDS.values():
        trained = [preset for preset in presets.values() if preset.acquisition != "random" and not preset.by_view]
        assert all(preset.min_steps >= 100 for preset in trained)
    assert not {card.name for card in CARDS} & (PAPER_IMAGE_PRESETS.keys() | PAPER_TEXT_PRESETS.keys())
