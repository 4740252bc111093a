"""Work shared between QGIS processes of their own, territory by territory."""
