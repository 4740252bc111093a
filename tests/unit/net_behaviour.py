"""What a client does, whatever its transport: the suites import these tests and give a `session`.

`session(cancelled)` makes the transport's session.
"""

from __future__ import annotations

import gzip
import os
import re
import resource
import shutil
import socket
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import loopback
import pytest
from loopback import Loopback, cut, cut_chunks, redirect, reply, versioned
from territoires_industrie.territoires_industrie.errors import AtlasError, Cancelled
from territoires_industrie.territoires_industrie.net.answer import (
    CutShort,
    NetworkError,
    NotInCache,
    Refused,
    TimedOut,
    Unreachable,
)
from territoires_industrie.territoires_industrie.net.bodies import Arriving
from territoires_industrie.territoires_industrie.net.cache import Cache, CacheUnusable
from territoires_industrie.territoires_industrie.net.client import Client
from territoires_industrie.territoires_industrie.net.rates import Rate, Rates
from territoires_industrie.territoires_industrie.net.waiting import Patience

BODY = "Dunkerque, é".encode() * 50


class Hours:
    """Time that passes only where somebody waits."""

    def __init__(self):
        self.slept = 0.0

    def clock(self):
        return self.slept

    def sleep(self, seconds):
        self.slept += seconds


@pytest.fixture
def server():
    made = Loopback()
    yield made
    made.close()


@pytest.fixture
def hours():
    return Hours()


@pytest.fixture
def client(session, tmp_path, hours):
    """Makes clients of one cache, whose waits take no time: `client(offline=True)`."""

    def make(cancelled=lambda: False, **options):
        options.setdefault("patience", Patience((1, 2, 4), sleep=hours.sleep))
        options.setdefault("rates", Rates({}, clock=hours.clock))
        cache = options.pop("cache", None) or Cache(tmp_path / "cache")
        return Client(cache, cancelled=cancelled, session=session(cancelled), **options)

    return make


def stored(tmp_path):
    """The files in the cache's folder of bodies."""
    return [path for path in (tmp_path / "cache" / "bodies").rglob("*") if path.is_file()]


# ---------------------------------------------------------------- answers


def test_answer(client, server):
    url = server.play("/a", reply(BODY, Content_Type="text/plain", X_Total="3"))
    answer = client().get(url)
    assert answer.path.read_bytes() == BODY
    assert (answer.url, answer.final_url, answer.status) == (url, url, 200)
    assert answer.headers["content-type"] == "text/plain"
    assert answer.headers["x-total"] == "3"
    assert "content-length" not in answer.headers
    assert answer.origin == "network"
    assert datetime.now(UTC) - answer.retrieved_at < timedelta(seconds=10)


def test_names_itself_and_what_it_wants(client, server):
    client().get(server.play("/a", reply(BODY)), accept="application/json")
    headers = server.asked[0].headers
    assert headers["accept"] == "application/json"
    assert "territoires_industrie/" in headers["user-agent"] or "QGIS/" in headers["user-agent"]


def test_address_with_accents_and_spaces(client, server):
    server.play("/%C3%A9t%C3%A9/a%20b?where=nom%3D%22L%C3%A9o%22&x=%20%25", reply(BODY))
    answer = client().get(server.url('/été/a b?where=nom%3D"Léo"&x=%20%#part'))
    assert answer.path.read_bytes() == BODY


def test_empty_answer(client, server):
    answer = client().get(server.play("/tile", reply(status=204)))
    assert (answer.status, answer.path.read_bytes()) == (204, b"")


def deflate(body, window):
    packer = zlib.compressobj(wbits=window)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("gzip", gzip.compress(BODY)),
        ("deflate", deflate(BODY, zlib.MAX_WBITS)),
        ("deflate", deflate(BODY, -zlib.MAX_WBITS)),
    ],
    ids=["gzip", "deflate", "deflate without head"],
)
def test_coded_body_is_decoded_once(client, server, coding, coded):
    url = server.play("/a", reply(coded, Content_Encoding=coding))
    assert client().get(url).path.read_bytes() == BODY


def test_file_that_is_gzip_stays_so(client, server):
    packed = gzip.compress(BODY)
    url = server.play("/a.gz", reply(packed, Content_Type="application/gzip"))
    assert client().get(url).path.read_bytes() == packed
    twice = server.play("/b.gz", reply(gzip.compress(packed), Content_Encoding="gzip"))
    assert client().get(twice).path.read_bytes() == packed


def test_chunks(client, server):
    def act(stage):
        stage.head(200, {"Transfer-Encoding": "chunked"})
        for part in (BODY[:7], BODY[7:]):
            stage.write(b"%x\r\n%s\r\n" % (len(part), part))
        stage.write(b"0\r\n\r\n")

    assert client().get(server.play("/a", act)).path.read_bytes() == BODY


def test_large_body_passes_by_the_memory(client, server):
    url = server.play("/a", loopback.large(os.urandom(65536), 1500))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = client().get(url)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert answer.path.stat().st_size == 65536 * 1500
    assert grown < 48 * 1024


def test_slow_answer_that_never_falls_silent_is_no_failure(client, server):
    url = server.play("/a", loopback.trickle(b"0123456789", 0.1))
    assert client().get(url, timeout=0.5).path.read_bytes() == b"0123456789"


def test_posted_file(client, server):
    url = server.play("/csv", reply(b"lon,lat"))
    fields = {"citycode": "insee", "columns": "adresse"}
    given = {"fields": fields, "name": "é.csv", "content": b"a\r\nb"}
    answer = client().post_file(url, **given)
    assert (answer.path.read_bytes(), answer.origin) == (b"lon,lat", "network")
    asked = server.asked[0]
    boundary = asked.headers["content-type"].partition("boundary=")[2].encode()
    first, second, file = asked.body.split(b"--" + boundary)[1:-1]
    assert first == b'\r\nContent-Disposition: form-data; name="citycode"\r\n\r\ninsee\r\n'
    assert b'name="columns"\r\n\r\nadresse\r\n' in second
    assert 'name="data"; filename="é.csv"\r\n'.encode() in file
    assert file.endswith(b"\r\n\r\na\r\nb\r\n")

    assert client().post_file(url, **given).origin == "cache"
    other = client().post_file(url, **{**given, "content": b"other"})
    assert other.origin == "network"
    assert client(offline=True).post_file(url, **given).path == answer.path


# ---------------------------------------------------------------- tries


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_passing_trouble_is_tried_again(client, server, hours, status):
    url = server.play("/a", reply(b"busy", status), reply(b"busy", status), reply(BODY))
    assert client().get(url).path.read_bytes() == BODY
    assert 3 <= hours.slept < 4


def test_waits_as_long_as_it_is_told_in_seconds(client, server, hours):
    url = server.play("/a", reply(b"", 429, Retry_After="17"), reply(BODY))
    client().get(url)
    assert 17 <= hours.slept < 18


def test_waits_until_it_is_told_by_a_date(client, server, hours):
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    url = server.play("/a", reply(b"", 503, Retry_After=date), reply(BODY))
    client().get(url)
    assert 27 <= hours.slept < 31


def test_does_not_wait_for_ever(client, server, hours):
    url = server.play("/a", reply(b"", 429, Retry_After="3600"))
    with pytest.raises(Refused, match="again in 3600 seconds") as error:
        client().get(url)
    assert error.value.status == 429
    assert hours.slept < 1


def test_gives_up_in_the_end(client, server, hours):
    url = server.play("/a", reply(b"<h1>Out of\n order</h1>", 503))
    with pytest.raises(Refused, match=r"503.*\(Out of order\)"):
        client().get(url)
    assert len(server.asked) == 4
    assert 7 <= hours.slept < 8


def test_dropped_connection_is_tried_again(client, server):
    url = server.play("/a", loopback.dropped, reply(BODY))
    assert client().get(url).path.read_bytes() == BODY


def test_nobody_there(client):
    url = loopback.closed_port()
    with pytest.raises(Unreachable, match="127.0.0.1 cannot be reached") as error:
        client().get(url)
    assert "refused" in str(error.value).lower()


def test_unknown_host(client):
    with pytest.raises(Unreachable, match="nowhere.invalid"):
        client().get("https://nowhere.invalid/a")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate")
def test_certificate_that_nobody_vouches_for(client, tmp_path):
    server = Loopback(loopback.self_made_certificate(tmp_path))
    try:
        with pytest.raises(Unreachable, match="cannot be reached") as error:
            client().get(server.play("/a", reply(BODY)), timeout=5)
    finally:
        server.close()
    assert re.search("certificate|SSL", str(error.value), re.IGNORECASE)
    assert server.asked == []


@pytest.mark.parametrize("act", [loopback.silent, loopback.stalled])
def test_silence(client, server, act):
    url = server.play("/a", act)
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"127.0.0.1 said nothing for 0.4 seconds"):
        client().get(url, timeout=0.4)
    assert time.monotonic() - began < 2


def test_silence_while_connecting(client):
    with loopback.unanswered() as url, pytest.raises((TimedOut, Unreachable)):
        client(patience=Patience((), broken=0)).get(url, timeout=0.4)


@pytest.mark.parametrize(
    "act",
    [
        cut(BODY, len(BODY) + 1),
        cut(b"", 10),
        cut_chunks(BODY),
        cut_chunks(gzip.compress(BODY)[:-12], Content_Encoding="gzip"),
    ],
    ids=["shorter than announced", "nothing of it", "chunks", "coded chunks"],
)
def test_half_an_answer_is_none(client, server, tmp_path, act):
    url = server.play("/a", act)
    with pytest.raises(CutShort, match="broke off"):
        client().get(url)
    assert len(server.asked) >= 3
    assert stored(tmp_path) == []


def test_half_an_answer_then_a_whole_one(client, server):
    url = server.play("/a", cut(BODY[:40], len(BODY)), reply(BODY))
    assert client().get(url).path.read_bytes() == BODY


def test_coded_body_shorter_than_announced(client, server):
    packed = gzip.compress(BODY)

    def act(stage):
        stage.head(200, {"Content-Encoding": "gzip", "Content-Length": str(len(packed))})
        stage.write(packed[:-10])
        stage.hang_up()

    with pytest.raises(CutShort):
        client().get(server.play("/a", act))


def test_damaged_coding(client, server):
    url = server.play("/a", reply(b"no gzip at all, whatever it says", Content_Encoding="gzip"))
    with pytest.raises(CutShort):
        client().get(url)


def test_refused_for_good(client, server):
    error = '{"error_code": "ODSQLError", "message": "Unknown field: x\\u0007 token=abc123"}'
    url = server.play("/a?apikey=SECRET&x=1", reply(error, 400))
    with pytest.raises(Refused) as caught:
        client().get(url)
    sentence = str(caught.value)
    assert caught.value.status == 400
    assert "Unknown field: x token=***" in sentence
    assert "SECRET" not in sentence
    assert "apikey=***" in sentence
    assert len(server.asked) == 1


def test_old_error_shape(client, server):
    said = '{"errorcode": 10005, "error": "You have exceeded the requests limit."}'
    with pytest.raises(Refused, match="exceeded the requests limit"):
        client(patience=Patience(())).get(server.play("/a", reply(said, 429)))


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500])
def test_status_in_sentence(client, server, status):
    with pytest.raises(Refused, match=str(status)) as caught:
        client().get(server.play("/a", reply(b"<html><script>x()</script></html>", status)))
    assert caught.value.status == status
    assert "x()" not in str(caught.value)


def test_not_asked_for_304(client, server):
    with pytest.raises(Refused, match="304"):
        client().get(server.play("/a", reply(status=304)))


def test_disk_that_takes_no_more(client, server, monkeypatch):
    def full(self, chunk):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Arriving, "write", full)
    with pytest.raises(CacheUnusable, match="No space left"):
        client().get(server.play("/a", reply(BODY)))


# ---------------------------------------------------------------- redirects


def test_relative_redirects(client, server):
    server.play("/b/c", redirect("d?x=1", 307))
    server.play("/b/d?x=1", redirect("/e", 301))
    server.play("/e", reply(BODY))
    answer = client().get(server.play("/a", redirect("b/c")))
    assert answer.path.read_bytes() == BODY
    assert (answer.url, answer.final_url) == (server.url("/a"), server.url("/e"))


def test_redirect_with_accents(client, server):
    server.play("/%C3%A9", reply(BODY))
    url = server.play("/a", redirect("/é".encode().decode("latin-1")))
    assert client().get(url).path.read_bytes() == BODY


def test_redirected_for_ever(client, server):
    url = server.play("/a", redirect("/a"))
    with pytest.raises(NetworkError, match="more than 10 times"):
        client().get(url)
    assert len(server.asked) == 11


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "data:,a"])
def test_other_schemes_are_not_followed(client, server, target):
    with pytest.raises(NetworkError, match="not followed"):
        client().get(server.play("/a", redirect(target)))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a/b", "nothing", "http://", "//a/b"])
def test_only_web_addresses_are_asked(client, url):
    with pytest.raises(NetworkError, match="no web address"):
        client().get(url)


def test_posted_file_sent_on(client, server):
    server.play("/b", reply(BODY))
    posted = {"fields": {}, "name": "a.csv", "content": b"a"}
    client().post_file(server.play("/a", redirect("/b", 307)), **posted)
    client().post_file(server.play("/c", redirect("/b", 303)), **posted)
    methods = [(asked.method, bool(asked.body)) for asked in server.asked if asked.path == "/b"]
    assert methods == [("POST", True), ("GET", False)]


# ---------------------------------------------------------------- what is held


def test_unchanged(client, server):
    url = server.play("/a", versioned(BODY, Content_Type="text/plain"))
    first = client().get(url)
    again = client().get(url)
    assert (again.origin, again.path, again.status) == ("unchanged", first.path, 200)
    assert again.headers["content-type"] == "text/plain"
    assert again.retrieved_at > first.retrieved_at
    assert len(server.asked) == 2
    assert client(offline=True).get(url).retrieved_at == again.retrieved_at


def test_unchanged_by_date(client, server):
    date = "Tue, 15 Sep 2026 08:00:00 GMT"

    def act(stage):
        known = stage.asked.headers.get("if-modified-since") == date
        (reply(status=304) if known else reply(BODY, Last_Modified=date))(stage)

    url = server.play("/a", act)
    client().get(url)
    assert client().get(url).origin == "unchanged"


def test_changed(client, server):
    url = server.play("/a", versioned(b"old"))
    client().get(url)
    server.play("/a", versioned(b"new", '"2"'))
    answer = client().get(url)
    assert (answer.origin, answer.path.read_bytes()) == ("network", b"new")
    assert client(offline=True).get(url).path.read_bytes() == b"new"


def test_conditions_only_where_the_body_came_from(client, server):
    """A file published again elsewhere is another file, whatever its date."""
    url = server.play("/a", redirect("/1"))
    server.play("/1", versioned(b"one"))
    server.play("/2", reply(b"two"))
    client().get(url)
    assert client().get(url).origin == "unchanged"
    server.play("/a", redirect("/2"))
    assert client().get(url).path.read_bytes() == b"two"
    assert "if-none-match" not in server.asked[-1].headers
    assert all("if-none-match" not in asked.headers for asked in server.asked if asked.path == "/a")


def test_asked_once_a_run(client, server):
    url = server.play("/a", versioned(BODY))
    one = client()
    assert one.get(url) == one.get(url)
    assert len(server.asked) == 1


def test_two_threads_ask_once(client, server):
    url = server.play("/a", loopback.late(reply(BODY), 0.2))
    one = client()
    bodies = []
    threads = [
        threading.Thread(target=lambda: bodies.append(one.get(url).path.read_bytes()))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert bodies == [BODY, BODY]
    assert len(server.asked) == 1


def test_held_is_used_unasked_when_freshness_is_no_matter(client, server):
    url = server.play("/a", reply(BODY))
    first = client(fresh=False).get(url)
    again = client(fresh=False).get(url)
    assert (first.origin, again.origin, len(server.asked)) == ("network", "cache", 1)
    assert again.retrieved_at == first.retrieved_at


def test_offline(client, server):
    url = server.play("/a", reply(BODY))
    with pytest.raises(NotInCache, match="Offline"):
        client(offline=True).get(url)
    first = client().get(url)
    held = client(offline=True).get(url)
    assert (held.origin, held.retrieved_at) == ("cache", first.retrieved_at)
    assert held.path.read_bytes() == BODY
    assert len(server.asked) == 1


def test_wanted_types_are_answers_of_their_own(client, server):
    url = server.play("/a", reply(b"json"), reply(b"xml"))
    assert client().get(url, accept="application/json").path.read_bytes() == b"json"
    assert client().get(url, accept="application/xml").path.read_bytes() == b"xml"
    held = client(offline=True).get(url, accept="application/json")
    assert held.path.read_bytes() == b"json"


def refuse_html(answer):
    if answer.path.read_bytes().startswith(b"<"):
        raise AtlasError("A page instead of data.")


def test_unbelievable_answer_is_not_kept(client, server, tmp_path):
    url = server.play("/a", reply(b"<html>"))
    with pytest.raises(AtlasError, match="A page"):
        client().get(url, check=refuse_html)
    assert stored(tmp_path) == []
    with pytest.raises(NotInCache):
        client(offline=True).get(url)


def test_unbelievable_answer_leaves_the_older_one(client, server):
    url = server.play("/a", versioned(b"data"))
    client().get(url, check=refuse_html)
    server.play("/a", reply(b"<html>", ETag='"2"'))
    with pytest.raises(AtlasError, match="A page"):
        client().get(url, check=refuse_html)
    server.play("/a", versioned(b"data"))
    again = client().get(url, check=refuse_html)
    assert (again.origin, again.path.read_bytes()) == ("unchanged", b"data")


def test_damaged_body_is_fetched_again(client, server):
    url = server.play("/a", versioned(BODY))
    client().get(url).path.write_bytes(b"cut")
    answer = client().get(url)
    assert (answer.origin, answer.path.read_bytes()) == ("network", BODY)


def test_secrets_reach_the_server_but_no_file(client, server, tmp_path):
    server.play("/b?X-Amz-Signature=S3CRET", reply(BODY))
    server.play("/a?token=T0KEN", redirect("/b?X-Amz-Signature=S3CRET"))
    url = server.url("/a?token=T0KEN").replace("//", "//user:PASSW0RD@")
    answer = client().get(url)
    assert answer.path.read_bytes() == BODY
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    kept = (tmp_path / "cache" / "index.sqlite").read_bytes()
    for secret in (b"S3CRET", b"T0KEN", b"PASSW0RD"):
        assert secret not in kept
    assert "S3CRET" not in answer.final_url


def test_password_stays_with_its_host(client, server):
    try:
        socket.gethostbyname("localhost")
    except OSError:
        pytest.skip("this machine has no second name for itself")
    server.play("/b", reply(BODY))
    server.play("/a", redirect(server.url("/b").replace("127.0.0.1", "localhost")))
    client().get(server.url("/a").replace("//", "//user:PASSW0RD@"))
    assert "authorization" in server.asked[0].headers
    assert "authorization" not in server.asked[1].headers


# ---------------------------------------------------------------- mirrors


def test_mirror_by_address(client, server):
    server.play("/www.data.gouv.fr/r/1?x=a%20b", redirect("https://static.data.gouv.fr/f.csv"))
    server.play("/static.data.gouv.fr/f.csv", redirect("g.csv"))
    server.play("/static.data.gouv.fr/g.csv", redirect(server.url("/other.fr/h.csv")))
    server.play("/other.fr/h.csv", reply(BODY))
    answer = client(mirror=server.base + "/").get("https://www.data.gouv.fr/r/1?x=a b")
    assert answer.path.read_bytes() == BODY
    assert answer.url == "https://www.data.gouv.fr/r/1?x=a%20b"
    assert answer.final_url == "https://other.fr/h.csv"


def test_redirect_that_gives_up_encryption_is_not_followed(client, server):
    server.play("/a.fr/1", redirect("http://a.fr/2?token=abc"))
    with pytest.raises(NetworkError, match="from https to http") as error:
        client(mirror=server.base).get("https://a.fr/1")
    assert "abc" not in str(error.value)
    server.play("/a.fr/2", redirect("https://a.fr/3"))
    server.play("/a.fr/3", reply(BODY))
    assert client(mirror=server.base).get("http://a.fr/2").final_url == "https://a.fr/3"


def test_mirror_out_of_reach_is_named(client):
    mirror = loopback.closed_port()
    with pytest.raises(Unreachable, match=r"^a\.fr \(127\.0\.0\.1\) cannot be reached"):
        client(mirror=mirror).get("https://a.fr/x")


def test_mirror_answers_for_itself_only(client, server):
    """Rows that a mirror invents never pass for the publisher's."""
    server.play("/a.fr/1", reply(BODY))
    client(mirror=server.base).get("https://a.fr/1")
    client(mirror=server.base, offline=True).get("https://a.fr/1")
    with pytest.raises(NotInCache):
        client(offline=True).get("https://a.fr/1")


def test_mirror_in_a_folder(client, tmp_path):
    folder = tmp_path / "mirror"
    (folder / "a.fr" / "x").mkdir(parents=True)
    file = folder / "a.fr" / "x" / "b%3Fwhere=nom%20=%201%2F2"
    file.write_bytes(BODY)
    os.utime(file, (1_760_000_000, 1_760_000_000))
    url = "https://a.fr/x/b?where=nom = 1/2"
    answer = client(mirror=str(folder)).get(url)
    assert (answer.path.read_bytes(), answer.origin) == (BODY, "network")
    assert answer.path != file
    assert answer.retrieved_at == datetime.fromtimestamp(1_760_000_000, UTC)
    assert client(mirror=folder.as_uri()).get(url).path.read_bytes() == BODY
    assert client(mirror=str(folder)).get(url).origin == "unchanged"
    file.write_bytes(b"new")
    assert client(mirror=str(folder)).get(url).path.read_bytes() == b"new"
    with pytest.raises(NetworkError, match="The mirror has no file .*c, which"):
        client(mirror=str(folder)).get("https://a.fr/c")


# ---------------------------------------------------------------- cancelling


class Cancel:
    """True from a while after it was made on."""

    def __init__(self, after=0.3):
        self.at = time.monotonic() + after

    def __call__(self):
        return time.monotonic() > self.at

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        assert kind is Cancelled
        assert 0 <= time.monotonic() - self.at < 0.8
        return True


def test_cancel_before_anything(client, server):
    with Cancel(-0.01) as cancel:
        client(cancel).get(server.play("/a", reply(BODY)))
    assert server.asked == []


def test_cancel_while_connecting(client):
    with loopback.unanswered() as url, Cancel() as cancel:
        client(cancel).get(url)


@pytest.mark.parametrize(
    "act",
    [loopback.silent, loopback.stalled, loopback.trickle(BODY, 0.05)],
    ids=["waiting", "reading", "reading slowly"],
)
def test_cancel_while_the_server_takes_its_time(client, server, tmp_path, act):
    url = server.play("/a", act)
    with Cancel() as cancel:
        client(cancel).get(url)
    assert stored(tmp_path) == []


def test_cancel_between_tries(client, server):
    url = server.play("/a", reply(b"", 503, Retry_After="60"))
    with Cancel() as cancel:
        client(cancel, patience=Patience(), rates=Rates({})).get(url)
    assert len(server.asked) == 1


def test_cancel_while_waiting_for_a_turn(client, server):
    rates = Rates({"127.0.0.1/": Rate(1, 60)})
    server.play("/a", reply(BODY))
    server.play("/b", reply(BODY))
    with Cancel() as cancel:
        one = client(cancel, patience=Patience(), rates=rates)
        one.get(server.url("/a"))
        one.get(server.url("/b"))
    assert server.paths() == ["/a"]


def test_cancel_while_another_thread_asks_the_same(client, server):
    url = server.play("/a", loopback.silent)
    with Cancel(0.6) as cancel:
        one = client(cancel)
        thread = threading.Thread(target=lambda: pytest.raises(Cancelled, one.get, url))
        thread.start()
        time.sleep(0.2)
        one.get(url)
    thread.join(2)
    assert not thread.is_alive()
    assert len(server.asked) == 1
