"""With the newest pandas, numpy, pyproj and requests: what they will take away is an error now."""

from __future__ import annotations


def pytest_configure(config):
    for coming in ("DeprecationWarning", "FutureWarning", "PendingDeprecationWarning"):
        config.addinivalue_line("filterwarnings", f"error::{coming}:territoires_industrie")
