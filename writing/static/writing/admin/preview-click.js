/* Loaded in the editor's preview panel only: a click on a part of the review asks the
   editor around it to open that part. Links, buttons and selecting text go on working. */
const FIELDS = {
  ".r-head h1, .entry h2, .preview-entry h2, .preview-card .name": "title",
  ".r-head .dek, .entry .dek, .preview-card .about": "dek",
  ".bottom-line": "bottom_line",
  ".takeaways": "takeaways",
  ".paper": "paper",
  ".filed": "tags",
  ".references": "references",
};
// Within a block; where it has no such field, the block as a whole is opened.
const PARTS = {
  ".claim .says": "said",
  ".claim .scale": "verdict",
  ".claim .paper-says blockquote": "words",
  ".claim .paper-says": "found",
  ".claim .sources": "locators",
  figcaption: "caption",
};
const OWN = "a, button, input, label, select, textarea, summary, [contenteditable]";

const fieldAt = (target, fields) =>
  Object.entries(fields).find(([selector]) => target.closest(selector))?.[1];

const placeOf = (target) => {
  const block = target.closest("[data-block]");
  if (block) {
    return { block: block.dataset.block, field: fieldAt(target, PARTS) ?? "" };
  }
  const row = target.closest(".claim-table tr");
  const claim = row?.querySelector(".said a")?.hash.slice(1);
  const card = claim && document.getElementById(claim)?.closest("[data-block]");
  if (card) return { block: card.dataset.block, field: "said" };
  const field = fieldAt(target, FIELDS);
  return field && { block: "", field };
};

const open = (event) => {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (modified || event.defaultPrevented || event.target.closest(OWN)) return;
  if (!getSelection().isCollapsed) return;
  const place = placeOf(event.target);
  if (place) parent.postMessage({ closeReading: place }, location.origin);
};

if (parent !== window) {
  document.addEventListener("click", open);
  document.documentElement.classList.add("opens");
}
