"""The frame's models. `users` comes first: its migration stands alone."""

from home.models.generation import Generation
from home.models.images import EditorialImage, EditorialRendition, Licence
from home.models.pages import HomePage, PlainPage
from home.models.settings import PageSetting, SiteSettings
from home.models.users import User

__all__ = [
    "EditorialImage",
    "EditorialRendition",
    "Generation",
    "HomePage",
    "Licence",
    "PageSetting",
    "PlainPage",
    "SiteSettings",
    "User",
]
