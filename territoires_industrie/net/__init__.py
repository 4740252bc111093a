"""One HTTP client: requests' interface, QGIS' network stack, a cache, and a mirror."""
