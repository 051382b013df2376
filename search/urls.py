"""The addresses of the search."""

from django.urls import path

from search.suggest_views import suggestions
from search.views import search

urlpatterns = [
    path("search/", search, name="search"),
    path("search/suggest/", suggestions, name="suggestions"),
]
