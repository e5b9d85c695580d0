"""What an answer means. Only plain words count; all else is read by a human."""

import re
import unicodedata

YES = {"同意", "我同意", "1", "Y", "YES", "AGREE"}
NO = {"不同意", "我不同意", "2", "N", "NO", "DISAGREE"}
AROUND = re.compile(r"[\s。.，,！!“”\"'‘’「」『』【】\[\]()]")  # no question mark: who asks has not agreed


def meaning(text: str) -> str:
    """yes, no or unclear. Width, spaces, full stops and quotation marks do not matter."""
    plain = AROUND.sub("", unicodedata.normalize("NFKC", text)).upper()
    return "yes" if plain in YES else "no" if plain in NO else "unclear"
