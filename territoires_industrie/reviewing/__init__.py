"""Review with local référents: a pack of numbered maps and a workbook goes out, answers come in."""
