from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.net.addresses import masked, normal, redirected
from territoires_industrie.territoires_industrie.net.answer import NetworkError
from territoires_industrie.territoires_industrie.net.mirror import Mirror

# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize(
    "text",
    [
        "https://user:SECRET@a.fr/x",
        "https://a.fr/x?token=SECRET",
        "https://a.fr/x?y=1&apikey=SECRET&z=2",
        "https://a.fr/x?api_key=SECRET#part",
        "https://a.fr/x?X-Amz-Signature=SECRET",
        "https://a.fr/x?Authorization=SECRET",
        "https://a.fr/x?access_token=SECRET",
        "https://a.fr/x?KEY=SECRET",
        'said {"token": "SECRET"}',
        "failed with url: /x?password=SECRET (Caused by …)",
        "proxy http://user:SECRET@proxy:3128 refused",
        "https://user:x@SECRET@a.fr/x",
        "https://a.fr/x?pass=SECRET",
        "https://a.fr/x?jwt=SECRET&y=1",
        "https://a.fr/x?code=SECRET",
        "https://a.fr/x?y=1&jeton=SECRET",
        "https://a.fr/x?cle=SECRET",
        "https://a.fr/x?cl%C3%A9=SECRET&jeton_acces=1",
        "https://a.fr/x?api%5Fkey=SECRET",
        "https://a.fr/x?mot_de_passe=SECRET",
        "https://a.fr/x?next=https%3A%2F%2Fb.fr%2F%3Fapikey%3DSECRET%26z%3D1",
        "called with …apikey=SECRET",
        "said: token=SECRET",
        "Authorization: Bearer SECRET",
        'said "{\\"token\\": \\"SECRET\\"}"',
    ],
)
def test_secrets_are_masked(text):
    assert "SECRET" not in masked(text)
    assert "***" in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.fr/x?where=code_epci%3D%22245900428%22&select=a,b",
        "https://a.fr/x?monkeys=3&keyword=acier",
        "https://a.fr/search/?q=a@b",
        "The token is missing.",
        "It has the code: 404, error_code=InvalidValue.",
        "https://a.fr/x?code_insee=59183&where=code%3D%2259183%22&cleabs=A&passage=1",
        "https://a.fr:8080/x?bypassed=1",
    ],
)
def test_nothing_else_is_masked(text):
    assert masked(text) == text


@given(st.text(alphabet="ab:=%3D?&/@ '\"key", max_size=60))
def test_masking_leaves_the_names(text):
    assert masked(masked(text)) == masked(text)
    assert "key=***" in masked(f"{text}&apikey=SECRET")


def test_long_texts_are_masked_in_little_time():
    began = time.monotonic()
    for text in ("a" * 100_000, "a:" * 50_000, "%3D" * 30_000, "//" * 50_000, "a=b&" * 25_000):
        masked(text)
    assert time.monotonic() - began < 5


# ---------------------------------------------------------------- as sent


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://a.fr", "https://a.fr/"),
        (" https://A.fr:443/x ", "https://a.fr:443/x"),
        ("https://a.fr/é/b c?d=é f", "https://a.fr/%C3%A9/b%20c?d=%C3%A9%20f"),
        ("https://a.fr/%C3%A9?x=%22a%22", "https://a.fr/%C3%A9?x=%22a%22"),
        ("https://a.fr/?x=5%", "https://a.fr/?x=5%25"),
        ("https://a.fr/?x=(1,'2')&SORTBY=cleabs A", "https://a.fr/?x=(1,'2')&SORTBY=cleabs%20A"),
        ("https://énergie.fr/", "https://xn--nergie-9ua.fr/"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("https://a.fr/x#part", "https://a.fr/x"),
        ("https://a.fr/*COM?a|b", "https://a.fr/*COM?a%7Cb"),
    ],
)
def test_addresses_as_sent(url, sent):
    assert normal(url) == sent
    assert normal(sent) == sent


@given(st.text(max_size=40))
def test_any_address_is_sent_as_ascii_or_refused(text):
    try:
        sent = normal("https://a.fr/" + text)
    except NetworkError:
        return
    assert sent.isascii()
    assert not re.search(r"\s", sent)
    assert normal(sent) == sent


@given(st.text(max_size=40))
def test_no_text_is_asked_but_web_addresses(text):
    try:
        assert re.match("https?://", normal(text))
    except NetworkError as error:
        assert "no web address" in str(error)


def test_redirect_to_an_address_that_is_none():
    with pytest.raises(NetworkError):
        redirected("https://a.fr/", "https://[broken")


# ---------------------------------------------------------------- mirrors

FOLDER = Mirror("/mirror")


def place(url, body=b""):
    return FOLDER.files(url, body)[0].as_posix().removeprefix("/mirror/")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.fr/x/y.csv", "a.fr/x/y.csv"),
        ("https://a.fr/", "a.fr/index"),
        ("https://a.fr/x/", "a.fr/x/index"),
        ("https://a.fr/x/?page=1", "a.fr/x/index%3Fpage=1"),
        ("https://A.fr:8080/x?a=b/c:d*e", "a.fr%3A8080/x%3Fa=b%2Fc%3Ad%2Ae"),
        ("https://user:pass@a.fr/x", "a.fr/x"),
        ("https://a.fr/con/aux.txt/com", "a.fr/%63on/%61ux.txt/com"),
        ("https://a.fr/x./y.", "a.fr/x%2E/y%2E"),
        ("https://a.fr/../../etc/passwd", "a.fr/.%2E/.%2E/etc/passwd"),
        ("https://a.fr//x//y", "a.fr/x/y"),
    ],
)
def test_names_in_a_folder(url, name):
    assert place(url) == name


def test_long_names_end_in_a_hash():
    one, other = (place(f"https://a.fr/x?where={'a' * 3000}{end}") for end in "12")
    assert one != other
    assert one.startswith("a.fr/x%3Fwhere=aaa")
    assert len(one.rpartition("/")[2]) == 117


def test_what_is_posted_is_part_of_the_name():
    assert re.fullmatch(r"a\.fr/x~post-[0-9a-f]{16}", place("https://a.fr/x", b"one"))
    assert place("https://a.fr/x", b"one") != place("https://a.fr/x", b"two")


def test_an_address_that_is_also_a_folder(tmp_path):
    mirror = Mirror(str(tmp_path))
    (tmp_path / "a.fr" / "x").mkdir(parents=True)
    (tmp_path / "a.fr" / "x" / "y").write_bytes(b"y")
    assert mirror.file("https://a.fr/x") is None
    (tmp_path / "a.fr" / "x" / "index").write_bytes(b"x")
    assert mirror.file("https://a.fr/x").read_bytes() == b"x"
    assert mirror.file("https://a.fr/x/y").read_bytes() == b"y"


@given(st.text(max_size=60))
def test_names_are_allowed_on_every_system(text):
    try:
        url = normal("https://a.fr/" + text)
    except NetworkError:
        return
    for path in FOLDER.files(url):
        names = path.relative_to("/mirror").parts
        assert names[0] == "a.fr"
        for name in names:
            assert not re.search(r'[<>:"/\\|?*\x00-\x1f]|[. ]$', name)
            assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)
            assert len(name) <= 123


@pytest.mark.parametrize(
    ("where", "here"),
    [
        ("", False),
        ("/folder", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000/m/", True),
        ("http://[::1]/", True),
        ("https://mirror.example.org/ti", False),
    ],
)
def test_whether_a_publisher_is_behind(where, here):
    assert Mirror(where).is_here is here


def test_addresses_under_a_mirror():
    mirror = Mirror("https://m.org/ti/")
    assert mirror.address("https://a.fr/x?y=1") == "https://m.org/ti/a.fr/x?y=1"
    assert mirror.publisher("http://a.fr/x", "https://m.org/ti/b.fr/z") == "http://b.fr/z"
    assert mirror.publisher("https://a.fr/x", "https://b.fr/z") == "https://b.fr/z"
    assert mirror.publisher("https://a.fr/x", "/z") == "/z"
    assert Mirror().address("https://a.fr/x") == "https://a.fr/x"
