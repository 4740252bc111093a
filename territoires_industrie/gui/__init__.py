"""What QGIS Desktop shows: thin, without logic of its own."""
