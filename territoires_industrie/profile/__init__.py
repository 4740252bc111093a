"""A territory's portrait, worked out from an edition: figures, lines and tables. No QGIS here."""
