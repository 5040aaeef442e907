"""Whether words stand out from what lies beneath them: each kind of words once in a run.

axe's `color-contrast` is nearly half of all that it does, and most pages show the colours of
others. So it is asked only about the first words of each kind that no page of this run has had
judged; a kind is all that it judges by: the colour, whether they are large, what is painted
beneath, up to the root. What it cannot fail is left out: an option, a single letter, what is
hidden or off the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

RULE = "color-contrast"
JUDGED: set[str] = set()  # in this run
MARK = """([judged, but]) => {
    const known = new Set(judged.split("\\n")), beneath = new Map(), news = [];
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const modal = document.querySelector("dialog:modal");
    const layers = it => {
        if (it === null) return "";
        if (!beneath.has(it)) {
            const style = getComputedStyle(it);
            const own = [
                style.backgroundColor.replace("rgba(0, 0, 0, 0)", ""),
                style.opacity.replace(/^1$/, ""), style.position.replace(/static|relative/, ""),
                style.mixBlendMode.replace("normal", ""), style.clip.replace("auto", ""),
                ...[style.backgroundImage, style.filter, style.clipPath]
                    .map(value => value.replace("none", "")),
            ].join("");
            beneath.set(it, layers(it.parentElement) + (own && `/${own}`));
        }
        return beneath.get(it);
    };
    const large = ({fontSize, fontWeight}) =>  // as axe has it, in points
        Math.ceil(parseFloat(fontSize) * 72) / 96 >= (parseInt(fontWeight) >= 700 ? 14 : 18);
    const field = it => it.matches("input, select, textarea");
    const told = it => field(it) || 1 < [...it.childNodes].map(one =>
        one.nodeType === Node.TEXT_NODE ? one.data : "").join("").trim().length;
    for (const it of document.body.querySelectorAll("*")) {
        const box = it.getBoundingClientRect();
        if (!told(it) || it.matches("option, progress, [type=checkbox], [type=radio]")
            || Math.min(box.width, box.height) <= 1 || box.right + scrollX <= 0
            || box.bottom + scrollY <= 0 || !it.checkVisibility({visibilityProperty: true})
            || but.some(selector => it.closest(selector))) continue;
        const style = getComputedStyle(it), {color, textShadow, webkitTextStroke} = style;
        const kind = [
            dark, color, large(style), textShadow, webkitTextStroke, layers(it),
            field(it) && it.localName, modal !== null && !modal.contains(it),
            (it.closest("label")?.control ?? it).matches(":disabled, [aria-disabled=true] *"),
        ].join("|");
        if (known.has(kind)) continue;
        known.add(kind);
        it.dataset.contrast = news.push(kind) - 1;
    }
    return news;
}"""
JUDGE = """async rule => {
    const ask = selectors => axe.run({include: [["[data-contrast]"]]},
        {runOnly: [rule], elementRef: true, preload: false, selectors});
    let found = await ask(false);
    if (found.violations.length) found = await ask(true);
    const nodes = results => results.flatMap(one => one.nodes);
    const judged = [...nodes(found.passes), ...nodes(found.violations)];
    const pictured = nodes(found.incomplete).filter(node =>  // nor will it judge the next one
        ["bgImage", "bgGradient"].includes(node.any[0]?.data?.messageKey));
    const kinds = [...judged, ...pictured].map(node => Number(node.element.dataset.contrast));
    nodes(found.violations).forEach(node => delete node.element);
    document.querySelectorAll("[data-contrast]").forEach(it => delete it.dataset.contrast);
    return [found.violations, kinds.filter(kind => kind >= 0)];
}"""


def faint(page: Page, but: Sequence[str] = (), *, judged: set[str] = JUDGED) -> list[Any]:
    """What axe, which the page has, finds too faint of the kinds of words that are new to it."""
    kinds = page.evaluate(MARK, ["\n".join(judged), [*but]])
    if not kinds:
        return []
    found, asked = page.evaluate(JUDGE, RULE)
    judged.update(kinds[number] for number in asked)
    return list(found)
