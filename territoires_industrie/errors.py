"""What the plugin says when something cannot be done: one sentence that a user can act on."""

from __future__ import annotations


class AtlasError(Exception):
    """A sentence for the user: what is wrong, where, what to do.

    The sentence is an English template with named places, `There is no edition at {path}.`, so that
    the interface can say it in French (`i18n.spoken`); `str(error)` is the English sentence, for
    logs and scripts. A value that is itself an AtlasError is said in the same language.
    """

    def __init__(self, sentence: str, /, **values: object) -> None:
        self.sentence = sentence
        self.values = values
        super().__init__(sentence.format(**values) if values else sentence)


class Cancelled(Exception):
    """The user stopped the work; nothing is left half done."""
