"""The assistant that takes a file of the analyst's own into a layer, page by page."""

#: What its window is called.
ASSISTANT = "TerritoiresIndustrieAssistant"
