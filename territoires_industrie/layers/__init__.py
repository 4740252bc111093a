"""One module per family of atlas layers: from the publishers' columns to the atlas' tables."""
