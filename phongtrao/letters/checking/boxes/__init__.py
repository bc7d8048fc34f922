"""Which line of a document is which box of the decree's plan (Phụ lục I, mục IV), known by what it says, however it
looks: what looks wrong must still be found."""

from phongtrao.letters.checking.boxes.foot import Foot, Signature
from phongtrao.letters.checking.boxes.head import Head
from phongtrao.letters.checking.boxes.recognise import Annex, Boxes, recognise
from phongtrao.letters.checking.boxes.text import Item, Sort, sorted_text

__all__ = ["Annex", "Boxes", "Foot", "Head", "Item", "Signature", "Sort", "recognise", "sorted_text"]
