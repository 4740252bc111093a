"""Workbooks (XLSX) of an audience's edition, for readers without QGIS."""
