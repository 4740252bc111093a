"""Perimeters of one's own: saved under a name, fetched in whole parts, seen in an edition."""
