"""What is asked of every page: that it fits the screen, that fingers hit its buttons, that axe finds nothing."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor/axe-core-4.14.1/axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FINGER = 44  # CSS pixels

_RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.map(({id, help, nodes}) =>
    `${id}: ${help} | ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}"""
_WIDER = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""
# The label of a radio or a box is pressed like the box itself; what is hidden does not count. A box to type in
# must be as wide as it is high: a neighbour may squeeze it.
_SMALL = """(finger) => {
  const boxes = "button, select, textarea, summary, a, input:not([type=hidden])";
  const asked = `form :is(${boxes}), nav a, header :is(a, summary, button), .govuk-button`;
  const shown = [...document.querySelectorAll(asked)].filter((one) => one.checkVisibility({visibilityProperty: true}));
  const size = (one) => {
    const labels = /radio|checkbox/.test(one.type) ? [...(one.labels ?? [])] : [];
    const {width, height} = one.getBoundingClientRect();
    const high = Math.max(height, ...labels.map((label) => label.getBoundingClientRect().height));
    return one.matches("input:not([type=radio], [type=checkbox]), select, textarea") ? Math.min(width, high) : high;
  };
  return shown.filter((one) => size(one) < finger - 0.5).map((one) =>
    `${Math.round(size(one))} px: ${one.outerHTML.slice(0, 140)}`);
}"""


def axe(page: Page) -> list[str]:
    """Violations in words. Injected by the driver, since the page's policy lets no foreign script in."""
    page.evaluate(AXE)
    found: Any = page.evaluate(_RUN, TAGS)
    return list(found)


def wider_than_the_screen(page: Page) -> int:
    """By how many pixels one would have to scroll sideways."""
    return int(page.evaluate(_WIDER))


def too_small_for_a_finger(page: Page) -> list[str]:
    return list(page.evaluate(_SMALL, FINGER))
