"""Addresses of the glossary."""

from django.urls import path

from search.glossary import feeds, views

urlpatterns = [
    path("", views.glossary, name="glossary"),
    path("<slug:slug>/", views.term, name="term"),
    path("<slug:slug>/feed.xml", feeds.atom, name="term-feed"),
    path("<slug:slug>/feed.json", feeds.json, name="term-feed-json"),
]
