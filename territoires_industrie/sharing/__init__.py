"""What is given to people without QGIS: one folder for one audience."""
