"""Files of the analyst's own, taken into an edition: looked at, corrected, kept, placed."""
