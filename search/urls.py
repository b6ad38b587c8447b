"""Addresses of the search."""

from django.urls import path

from search.pages import feeds, views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("search.<str:extension>", views.search_file, name="search-file"),
    path("search/feed.xml", feeds.atom, name="search-feed"),
    path("search/feed.json", feeds.json, name="search-feed-json"),
    path("search/suggest.json", views.suggest, name="suggest"),
]
