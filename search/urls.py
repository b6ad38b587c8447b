"""Addresses of the search."""

from django.urls import path

from search.pages import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("search.<str:extension>", views.search_file, name="search-file"),
    path("search/suggest.json", views.suggest, name="suggest"),
]
