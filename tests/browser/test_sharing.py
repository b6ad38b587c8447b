"""Sharing turns and passages: what lands on the clipboard, and where its links lead."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.core.management import call_command

from archive.models import Interview, Paragraph, Segment, Sentence, Topic

CLIPBOARD = "navigator.clipboard.readText()"
# Select from the first character of one text to the last of another, in paragraphs by anchor.
SELECT = """([from, start, to, end]) => {
    const place = (anchor, words, atEnd) => {
        const text = document.querySelector(`#${anchor} .passage-text`);
        let column = text.textContent.indexOf(words) + (atEnd ? words.length : 0);
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const { length } = walker.currentNode;
            const isHere = column < length || (atEnd && column === length);
            if (isHere) return [walker.currentNode, column];
            column -= length;
        }
    };
    getSelection().setBaseAndExtent(...place(from, start, false), ...place(to, end, true));
}"""


@pytest.fixture
def sharer(visit):
    """A reader who lets pages use the clipboard, on the first topic's page."""
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto(Topic.objects.get(order=0).get_absolute_url())
    return page


@pytest.fixture
def turn(interview):
    """The first answer: eight paragraphs."""
    return Segment.objects.filter(kind=Segment.Kind.ANSWER).first()


def select(page, start, end="", first="", last=""):
    """Select from `start` to the end of `end`, in one paragraph or from one to another."""
    page.evaluate(SELECT, [first, start, last or first, end or start])
    page.locator(".selection-tools button").first.wait_for()


def copied(page, label):
    page.locator(".selection-tools").locator(f"[data-copy={label}]").click()
    page.locator(".share-status:not(:empty)").wait_for()
    return page.evaluate(CLIPBOARD)


def address_of(page, path):
    return page.evaluate("location.origin") + path


@pytest.mark.parametrize("name", ["context", "alone", "quote", "citation"])
def test_it_copies_from_a_turns_menu_by_keyboard_alone(sharer, turn, name):
    summary = sharer.locator(f"#{turn.anchor_id} .share-summary")
    summary.focus()
    sharer.keyboard.press("Enter")
    button = sharer.locator(f"#{turn.anchor_id} .share-list [data-copy={name}]")
    for _ in range(4):
        sharer.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    sharer.keyboard.press("Enter")
    sharer.locator(".share-status:not(:empty)").wait_for()
    text = sharer.evaluate(CLIPBOARD)
    topic = f"{turn.topic.get_absolute_url()}#{turn.anchor_id}"
    words = "\n".join(
        "".join(sentence.text for sentence in paragraph.sentences.all())
        for paragraph in turn.paragraphs.all()
    )
    title = turn.topic.interview.title
    expected = {
        "context": address_of(sharer, topic),
        "alone": address_of(sharer, turn.get_absolute_url()),
        "quote": f"「{words}」\nダリオ・アモデイ「{title}」\n{address_of(sharer, topic)}",
    }
    if name in expected:
        assert text == expected[name]
    else:
        shown = sharer.request.get(f"{turn.get_absolute_url()}cite.sist02.txt").text()
        assert text == shown.strip()
        assert turn.get_absolute_url() in text
    assert summary.evaluate("element => element === document.activeElement")


def test_it_copies_a_link_whose_words_are_marked_on_arrival(sharer, visit):
    words = "1990年代にムーアの法則があったのと同じです。"
    select(sharer, words, first="ppm5m")
    link = copied(sharer, "context")
    address, fragment = link.split("#")
    assert fragment.startswith("ppm5m:~:text=")
    assert unquote(fragment.removeprefix("ppm5m:~:text=")) == words
    for scripts in (True, False):
        # A browser without text fragments sees the anchor alone.
        for target in (link, f"{address}#ppm5m"):
            page = visit(java_script_enabled=scripts)
            page.goto(target)
            assert page.locator("mark.quotation").all_inner_texts() == [words]
            box = page.locator("mark.quotation").bounding_box()
            assert 0 <= box["y"] < 900


def test_it_copies_a_link_to_the_turn_alone_with_the_words_marked(sharer, visit, turn):
    words = "認知能力の階段"
    select(sharer, words, first="p7hfd")
    link = copied(sharer, "alone")
    assert turn.get_absolute_url() in link
    page = visit()
    page.goto(link)
    assert page.locator("mark.quotation").all_inner_texts() == [words]


def test_it_says_when_the_server_does_not_answer(sharer, turn):
    sharer.route("**/cite.*", lambda route: route.abort())
    sharer.locator(f"#{turn.anchor_id} .share-summary").click()
    sharer.locator(f"#{turn.anchor_id} [data-copy=citation]").click()
    said = sharer.locator("#share-words").get_attribute("data-failed")
    sharer.locator(".share-status", has_text=said).wait_for()


def test_it_shares_words_across_links_to_the_glossary(sharer, visit):
    call_command("loaddata", "glossary.yaml", verbosity=0)
    sharer.reload()
    words = "1990年代にムーアの法則があったのと同じです。コンピューティング能力が12ヶ月ごと"
    assert sharer.locator("#ppm5m .passage-text a").count()
    select(sharer, words, first="ppm5m")
    link = copied(sharer, "context")
    page = visit(java_script_enabled=False)
    page.goto(link)
    assert "".join(page.locator("mark.quotation").all_inner_texts()) == words
    assert page.locator(".edited").count() == 0


def test_it_copies_the_citation_of_the_paragraph_that_is_quoted(sharer):
    select(sharer, "ムーアの法則があった", first="ppm5m")
    assert "/t/ppm5m/" in copied(sharer, "citation")


def test_it_encodes_what_has_a_meaning_in_a_text_fragment(sharer, visit):
    sentence = Sentence.objects.get(paragraph__anchor="ppm5m", order=0)
    sentence.text = "A-B, C & D=100% #1 + 「1,2-3」です。"
    sentence.save()
    sharer.reload()
    words = sentence.text.removesuffix("です。")
    select(sharer, words, first="ppm5m")
    link = copied(sharer, "context")
    directive = link.split(":~:text=")[1]
    assert unquote(directive) == words
    assert not set("-,&#+ ") & set(directive)
    page = visit()
    page.goto(link)
    assert page.locator("mark.quotation").all_inner_texts() == [words]


def test_it_names_what_stands_around_words_that_stand_in_several_places(sharer, visit):
    sharer.evaluate(
        """() => {
            const node = document.querySelector('#pbhnq .passage-text').firstChild;
            const at = node.data.indexOf('指数関数');
            getSelection().setBaseAndExtent(node, at, node, at + 4);
        }"""
    )
    sharer.locator(".selection-tools button").first.wait_for()
    link = copied(sharer, "context")
    assert "before=" in link
    assert "-," in link.split(":~:text=")[1]
    assert ",-" in link.split(":~:text=")[1]
    page = visit(java_script_enabled=False)
    page.goto(link)
    assert page.locator("mark.quotation").all_inner_texts() == ["指数関数"]
    assert page.locator("#pbhnq mark.quotation").count() == 1


def test_it_shares_words_of_several_paragraphs_and_turns(sharer, visit):
    select(sharer, "倫理的な側面", "好きではないんです。", first="pvkmz", last="pzc6s")
    quote = copied(sharer, "quote")
    assert "「倫理的な側面について話しましょう。」\nジョン・ミクルスウェイト" in quote
    assert "「お招きいただき" in quote
    assert "好きではないんです。」\nダリオ・アモデイ" in quote
    assert quote.endswith("#pvkmz")
    select(sharer, "倫理的な側面", "好きではないんです。", first="pvkmz", last="pzc6s")
    link = copied(sharer, "context")
    page = visit(java_script_enabled=False)
    page.goto(link)
    first, second = page.locator("mark.quotation").all_inner_texts()
    assert first == "倫理的な側面について話しましょう。"
    assert second.startswith("お招きいただき")
    assert second.endswith("好きではないんです。")


def test_it_keeps_the_address_of_a_long_passage_short(sharer, visit):
    paragraphs = Paragraph.objects.filter(segment__topic__order=0)
    first, last = paragraphs[1], paragraphs[8]
    ending = list(last.sentences.all())[-1].text
    select(sharer, "お招き", ending, first=first.anchor_id, last=last.anchor_id)
    link = copied(sharer, "context")
    assert len(link.split("#")[0]) < 2000
    page = visit(java_script_enabled=False)
    page.goto(link)
    assert page.locator("mark.quotation").count() == 8
    assert page.locator(".edited").count() == 0
    Sentence.objects.filter(paragraph__anchor="ppm5m", order=0).update(text="変わりました。")
    page.reload()
    assert page.locator(".edited").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_it_says_that_quoted_words_were_edited_and_shows_both(sharer, visit, scripts):
    words = "その認知能力は、測定方法にもよりますが、4ヶ月から12ヶ月ごとに倍増しているのです。"
    select(sharer, words, first="p7hfd")
    link = copied(sharer, "context")
    changed = words.replace("4ヶ月から12ヶ月", "5か月から10か月")
    Sentence.objects.filter(paragraph__anchor="p7hfd", text=words).update(text=changed)
    page = visit(java_script_enabled=scripts)
    page.goto(link)
    notice = page.locator("#p7hfd .edited")
    assert notice.is_visible()
    quoted, present = notice.locator("blockquote").all_inner_texts()
    assert quoted == words
    assert present == changed
    assert page.locator("mark.quotation").all_inner_texts() == [changed]


def test_it_follows_words_to_another_topic(sharer, visit):
    words = "1990年代にムーアの法則があったのと同じです。"
    select(sharer, words, first="ppm5m")
    link = copied(sharer, "context")
    segment = Paragraph.objects.get(anchor="ppm5m").segment
    segment.topic = Topic.objects.get(order=3)
    segment.order = 90
    segment.save()
    page = visit(java_script_enabled=False)
    page.goto(link)
    assert segment.topic.get_absolute_url() in page.url
    assert page.locator("#ppm5m mark.quotation").all_inner_texts() == [words]


def test_it_shows_markup_in_an_address_as_text(reader):
    topic = Topic.objects.get(order=0)
    reader.goto(f"{topic.get_absolute_url()}?at=ppm5m&quote=%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert reader.locator(".edited blockquote").first.inner_text() == "<img src=x onerror=alert(1)>"
    assert reader.locator(".edited img").count() == 0


def test_it_reaches_the_toolbar_from_the_selection_by_keyboard(sharer):
    box = sharer.locator("#ppm5m .passage-text").bounding_box()
    sharer.mouse.move(box["x"] + 30, box["y"] + 15)
    sharer.mouse.down()
    sharer.mouse.move(box["x"] + 230, box["y"] + 15)
    sharer.mouse.up()
    sharer.locator(".selection-tools button").first.wait_for()
    buttons = sharer.locator(".selection-tools button")
    sharer.keyboard.press("Tab")
    assert buttons.first.evaluate("element => element === document.activeElement")
    sharer.keyboard.press("ArrowRight")
    assert buttons.nth(1).evaluate("element => element === document.activeElement")
    # Where the tools stand from right to left, the arrows lead to what they point at.
    sharer.evaluate("document.querySelector('.selection-tools').dir = 'rtl'")
    for key, at in (("ArrowRight", 0), ("ArrowLeft", 1)):
        sharer.keyboard.press(key)
        assert buttons.nth(at).evaluate("element => element === document.activeElement")
    sharer.keyboard.press("Enter")
    sharer.locator(".share-status:not(:empty)").wait_for()
    assert "/t/" in sharer.evaluate(CLIPBOARD)
    sharer.keyboard.press("Escape")
    assert sharer.locator(".selection-tools").is_hidden()


def test_it_offers_nothing_for_words_outside_the_turns(sharer):
    sharer.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    sharer.wait_for_timeout(400)
    assert sharer.locator(".selection-tools").is_hidden()


def test_it_shows_the_text_selected_where_the_browser_forbids_copying(reader, turn):
    reader.goto(turn.get_absolute_url())
    reader.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    reader.locator(".share-summary").click()
    reader.locator(".share-list button").nth(1).click()
    field = reader.locator(".copy-text")
    assert field.input_value().endswith(turn.get_absolute_url())
    assert reader.evaluate("getSelection().toString()") == field.input_value()
    reader.keyboard.press("Escape")
    assert reader.locator(".copy-dialog").is_hidden()


def test_it_gives_plain_links_without_scripts(visit, turn):
    page = visit(java_script_enabled=False)
    page.goto(turn.topic.get_absolute_url())
    page.locator(f"#{turn.anchor_id} .share-summary").click()
    links = page.locator(f"#{turn.anchor_id} .share-list a")
    assert turn.get_absolute_url() in [link.get_attribute("href") for link in links.all()]
    assert all(link.is_visible() for link in links.all())


def test_it_keeps_menu_and_toolbar_inside_a_narrow_screen(visit, turn):
    page = visit(viewport={"width": 360, "height": 740})
    page.goto(turn.topic.get_absolute_url())
    page.locator(f"#{turn.anchor_id} .share-summary").click()
    menu = page.locator(f"#{turn.anchor_id} .share-list").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 360
    page.keyboard.press("Escape")
    select(page, "ムーアの法則", first="ppm5m")
    tools = page.locator(".selection-tools").bounding_box()
    assert (tools["x"], tools["width"]) == (0, 360)
    excess = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(excess) <= 0


def test_it_sums_a_passage_as_the_server_does(reader, turn):
    from archive.quotations.quoting import checksum

    text = "認知 能力の階段𠮷野家\nA-B"
    reader.goto(turn.get_absolute_url())
    script = "text => import('/static/js/links.js').then(links => links.checksum(text))"
    assert reader.evaluate(script, text) == checksum(text)


def test_it_says_where_words_that_are_gone_were_quoted(client, interview):
    code = Interview.objects.get().anchors.create(code="p2222", words="消えた言葉").code
    response = client.get(f"/t/{code}/", {"quote": "引いた言葉"})
    assert response.status_code == 410
    assert "引いた言葉" in response.content.decode()
    assert "消えた言葉" in response.content.decode()


def test_it_leads_from_the_selected_words_to_a_report_of_an_error(sharer, turn):
    paragraph = turn.paragraphs.all()[0]
    words = paragraph.sentences.all()[0].text[:12]
    select(sharer, words, first=paragraph.anchor_id)
    sharer.locator(".selection-report").click()
    sharer.wait_for_url("**/report/*")
    assert sharer.locator("[name=words]").input_value() == words
    assert sharer.locator("[name=anchor]").input_value() == paragraph.anchor_id


def test_selected_words_get_a_short_link_on_a_phone(visit):
    """Which opens on the words, who says them and what was asked, and leads on to the topic."""
    page = visit(
        viewport={"width": 390, "height": 844},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.goto(Topic.objects.get(order=0).get_absolute_url())
    words = "1990年代にムーアの法則があったのと同じです。"
    select(page, words, first="ppm5m")
    link = copied(page, "short")
    assert link.startswith(address_of(page, "/q/"))
    assert len(link) < 60
    reader = visit(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    reader.goto(link)
    assert reader.locator("mark.quotation").all_inner_texts() == [words]
    for shown in (".quote-who", ".quote-where", ".breadcrumb", ".crossing"):
        assert reader.locator(shown).bounding_box()["y"] < 844
    excess = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert reader.evaluate(excess) <= 0
    reader.locator(".in-context a").click()
    assert reader.url.endswith(f"#{Paragraph.objects.get(anchor='ppm5m').segment.anchor_id}")


def test_it_copies_the_long_link_where_the_server_makes_no_short_one(sharer):
    sharer.route("**/q/", lambda route: route.abort())
    words = "1990年代にムーアの法則があったのと同じです。"
    select(sharer, words, first="ppm5m")
    assert "quote=" in copied(sharer, "short")
