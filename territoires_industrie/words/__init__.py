"""The analyst's own words: Markdown files whose text flows into the pages beside the figures."""
