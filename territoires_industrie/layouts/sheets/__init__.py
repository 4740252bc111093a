"""Every page of the atlas that is not a map: covers, figures, charts, tables, words, lists."""
