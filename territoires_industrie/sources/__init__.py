"""One module per protocol: how to ask, page, verify, and read into the publisher's own columns."""
