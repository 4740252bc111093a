"""The analyst's own hand: corrections kept beside the public rows and replayed on each refresh."""
