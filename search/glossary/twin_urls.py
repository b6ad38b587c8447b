"""Addresses of the glossary for programs: the same whatever the interface's language."""

from django.urls import path

from search.glossary import twins

urlpatterns = [
    path("terms.json", twins.glossary),
    path("terms/<slug:slug>.json", twins.term),
]
