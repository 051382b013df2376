"""The picture of a page that is shown where its address is shared."""

from writing.rendering.cards.drawing import HEIGHT, WIDTH, Card, draw_card

__all__ = ["HEIGHT", "WIDTH", "Card", "draw_card"]
