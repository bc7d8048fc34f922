"""The parts of the house in the order of the year: a part may look back on those before it, never ahead."""

GROUND = ("trail", "places", "people", "notices", "documents", "figures")
YEAR = ("plans", "reports")
FACES = ("desk",)
PARTS = (*GROUND, *YEAR, *FACES)
