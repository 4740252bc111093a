"""Maps in QGIS: an edition's tables as styled layers, grouped as the atlas' maps."""
