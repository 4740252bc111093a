from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.exceptions import ChunkedEncodingError, ContentDecodingError
from territoires_industrie.territoires_industrie.net.bodies import Arriving


def receive(sent, headers=None, status=200, pieces=7):
    file = io.BytesIO()
    arriving = Arriving(file, status, headers or {})
    for start in range(0, len(sent), pieces):
        arriving.write(sent[start : start + pieces])
    arriving.close()
    return file.getvalue()


CODERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "": lambda body: body,
    "X-GZIP": gzip.compress,
    "identity": lambda body: body,
}


@given(st.binary(), st.sampled_from(sorted(CODERS)), st.integers(1, 50))
def test_whole_bodies(body, coding, pieces):
    sent = CODERS[coding](body)
    headers = {"content-encoding": coding, "content-length": str(len(sent))}
    assert receive(sent, headers, pieces=pieces) == body


@given(st.binary(min_size=1), st.sampled_from(["gzip", "deflate"]), st.data())
def test_no_part_of_a_coded_body_is_taken_for_a_whole(body, coding, data):
    sent = CODERS[coding](body)
    cut = data.draw(st.integers(1, len(sent) - 1))
    with pytest.raises((ChunkedEncodingError, ContentDecodingError)):
        receive(sent[:cut], {"content-encoding": coding})


def test_members_in_a_row_and_what_is_none():
    sent = gzip.compress(b"one") + gzip.compress(b"two")
    assert receive(sent, {"content-encoding": "gzip"}) == b"onetwo"
    assert receive(gzip.compress(b"one") + bytes(9), {"content-encoding": "gzip"}) == b"one"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_few_bytes_that_stand_for_many(coding):
    body = bytes(30_000_000)
    assert receive(CODERS[coding](body), {"content-encoding": coding}, pieces=1 << 20) == body


def test_longer_than_announced():
    with pytest.raises(ChunkedEncodingError, match="4 of 3 bytes"):
        receive(b"body", {"content-length": "3"})


def test_nothing_is_expected_after_304():
    assert receive(b"", {"content-length": "3", "content-encoding": "gzip"}, status=304) == b""


def test_coding_that_nobody_asked_for():
    with pytest.raises(ContentDecodingError, match="br"):
        receive(b"", {"content-encoding": "br"})
