"""Addresses.  Pages in the default language stand at the root, the same pages with labels in
another one under its code, such as /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from django.views.decorators.http import require_safe

from archive.citations import views as cite
from archive.formats import views as formats
from archive.metadata import views as metadata
from archive.metadata.feeds import InterviewFeed, PersonFeed
from archive.metadata.following import JsonForm
from archive.metadata.sitemaps import SITEMAPS
from archive.metadata.sitemaps import index as sitemap_index
from archive.notebook import views as notebook
from archive.pages import people, views
from archive.publishing import views as publishing
from archive.quotes import views as quotes
from archive.reports import views as reporting
from archive.site.login import one_at_a_time
from archive.watching import views as watching

pages = i18n_patterns(
    path("", views.home, name="home"),
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<slug:interview>/", views.interview, name="interview"),
    path("interviews/<slug:interview>/transcript/", views.transcript, name="transcript"),
    path("interviews/<slug:interview>/topics/<slug:topic>/", views.topic, name="topic"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("interviews/<slug:interview>/speakers/<slug:person>/", people.moved),
    path("t/<slug:anchor>/", views.segment, name="segment"),
    path("t/<slug:anchor>/corrections/", views.corrections, name="corrections"),
    path("q/", quotes.make, name="make-quote"),
    path("q/<slug:quote>/", quotes.quote, name="quote"),
    path("embed/q/<slug:quote>/", quotes.embedded_quote, name="embed-quote"),
    path("embed/t/<slug:anchor>/", quotes.embedded_turn, name="embed-turn"),
    path("notebook/", notebook.notebook, name="notebook"),
    path("notebook.<str:extension>", notebook.entries, name="notebook-file"),
    path("", include("search.urls")),
    path("terms/", include("search.glossary.urls")),
    path("interviews/<slug:interview>/cite/", cite.cite_interview_page, name="cite-interview"),
    path(
        "interviews/<slug:interview>/topics/<slug:topic>/cite/",
        cite.cite_topic_page,
        name="cite-topic",
    ),
    path("t/<slug:anchor>/cite/", cite.cite_words_page, name="cite"),
    path("report/", reporting.report, name="report"),
    path("report/thanks/", reporting.thanks, name="report-thanks"),
    path("feed.xml", require_safe(InterviewFeed()), name="feed"),
    path("feed.json", require_safe(InterviewFeed(JsonForm)), name="feed-json"),
    path("people/<slug:slug>/feed.xml", require_safe(PersonFeed()), name="person-feed"),
    path(
        "people/<slug:slug>/feed.json", require_safe(PersonFeed(JsonForm)), name="person-feed-json"
    ),
    path("opensearch.xml", metadata.opensearch, name="opensearch"),
    prefix_default_language=False,
)
# Where editors work; no reader's page.
desk = i18n_patterns(
    path("desk/", include("archive.desk.urls")),
    prefix_default_language=False,
)
# What programs read stands at one address, whatever the interface's language.
files = [
    path("index.json", formats.home),
    path("interviews.json", formats.interviews),
    path("interviews/<slug:interview>.json", formats.interview),
    path("interviews/<slug:interview>/topics/<slug:topic>.json", formats.topic),
    path("interviews/<slug:interview>/speakers/<slug:person>.json", formats.speaker),
    path("people/<slug:slug>.json", formats.person),
    path("interviews/<slug:interview>/transcript.<str:extension>", formats.download),
    path("interviews/<slug:interview>/card.png", metadata.interview_card),
    path("interviews/<slug:interview>/cite.<str:extension>", cite.cite_interview_file),
    path(
        "interviews/<slug:interview>/topics/<slug:topic>/cite.<str:extension>", cite.cite_topic_file
    ),
    path("schemas/<slug:name>.json", formats.schema, name="schema"),
    path("t/<slug:anchor>.json", formats.segment, name="segment-json"),
    path("t/<slug:anchor>/card.png", metadata.turn_card, name="turn-card"),
    path("t/<slug:anchor>/cite.<str:extension>", cite.cite_words_file, name="cite-file"),
    path("q/<slug:quote>/card.png", metadata.quote_card, name="quote-card"),
    path("oembed", quotes.oembed, name="oembed"),
    path("", include("search.glossary.twin_urls")),
    # Its language is the one that the reader's browser asks for.
    path("drafts/<str:token>/", publishing.draft, name="draft"),
    path("healthz", watching.healthz, name="healthz"),
    path("readyz", watching.readyz, name="readyz"),
    path("metrics", watching.metrics, name="metrics"),
    path("robots.txt", metadata.robots),
    path("sitemap.xml", sitemap_index),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
login = path("admin/login/", one_at_a_time(admin.site.login))
urlpatterns = [login, path("admin/", admin.site.urls), *files, *desk, *pages]

handler404 = "archive.pages.views.not_found"
handler500 = "archive.site.unavailable.server_error"
