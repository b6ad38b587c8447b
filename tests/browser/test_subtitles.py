"""The WebVTT of an interview as a browser's own player reads it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from archive.sources.readers.transcripts import ReadInterview
from tests.formats.interviews import interviews, store, with_database
from tests.formats.test_whole_interviews import written

pytestmark = pytest.mark.django_db
READ = """async (file) => {
  const video = document.body.appendChild(document.createElement("video"));
  const track = video.appendChild(document.createElement("track"));
  track.src = URL.createObjectURL(new Blob([file], { type: "text/vtt" }));
  track.track.mode = "hidden";
  await new Promise((loaded, failed) => { track.onload = loaded; track.onerror = failed; });
  return [...track.track.cues].map((cue) => {
    const shown = cue.getCueAsHTML();
    const voices = [...shown.querySelectorAll("span[title]")].map((voice) => voice.title);
    return { name: cue.id, text: shown.textContent, voices };
  });
}"""


@pytest.fixture(scope="module")
def player(chromium):
    """A page without anything on it."""
    page = chromium.new_page()
    yield page
    page.close()


@settings(with_database, max_examples=15)
@given(interviews().filter(lambda read: any(turn.start for turn in read.turns)))
def test_a_player_shows_every_word_in_its_speaker_s_voice(db, player, drawn: ReadInterview):
    cues = player.evaluate(READ, written(store(drawn), "vtt").decode())
    turns = {turn.anchor: turn for turn in drawn.turns}
    turns |= {each.anchor: turn for turn in drawn.turns for each in turn.paragraphs}
    words = "".join(each.text for turn in drawn.turns for each in turn.paragraphs)
    shown = "".join(cue["text"] for cue in cues)
    # What nobody says is shown in brackets.
    assert re.sub(r"[\s\[\]]", "", shown) == re.sub(r"[\s\[\]]", "", words)
    for cue in cues:
        assert cue["voices"] == list(turns[cue["name"].partition("-")[0]].speakers)
