"""The blocks that reviews are made of, one family a module."""

from writing.blocks.story import StoryBlock, TakeawaysBlock

__all__ = ["StoryBlock", "TakeawaysBlock"]
