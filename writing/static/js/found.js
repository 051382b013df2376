// Marks again, in the text, the words by which a search found it: `?found=one|two`.
// They are marked in the section or claim that the address names, or in all of the text.
const LONGEST = 200;
const HEADINGS = "h2, h3, h4";
const LEFT_OUT = "mark, math, svg, script, style, .anchor, .hidden";

// Accents stand for nothing here, as in the search.
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

// What a word may be written as, with any accent on any letter.
function pattern(word) {
  return [...folded(word)].map((sign) => `${escaped(sign)}\\p{M}*`).join("");
}

function wordsAsked() {
  const asked = new URLSearchParams(location.search).get("found") ?? "";
  const words = asked.slice(0, LONGEST).split("|").map((word) => word.trim());
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word));
}

function target() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}

// A section is what follows its heading up to the next of its rank.
function section(heading) {
  const last = Number(heading.tagName[1]);
  const range = document.createRange();
  const inside = heading.closest(".body") ?? heading.parentElement;
  const next = [...inside.querySelectorAll(HEADINGS)].find(
    (other) =>
      heading.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING &&
      Number(other.tagName[1]) <= last && !other.closest(".claim"),
  );
  range.setStartBefore(heading);
  if (next) range.setEndBefore(next);
  else range.setEndAfter(inside.lastChild);
  return range;
}

function place() {
  const named = target();
  if (named?.matches(HEADINGS)) return section(named);
  const range = document.createRange();
  range.selectNodeContents(named?.closest(".claim") ?? named ?? document.querySelector("main"));
  return range;
}

function textsIn(range) {
  const root = range.commonAncestorContainer;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    if (range.intersectsNode(text) && !text.parentElement.closest(LEFT_OUT)) texts.push(text);
  }
  return texts;
}

function mark(text, words) {
  const parts = text.data.normalize("NFD").split(words);
  // Every second part is a word that was found.
  if (parts.length < 2) return;
  const nodes = parts.map((part, at) => {
    if (at % 2 === 0) return part.normalize("NFC");
    const found = document.createElement("mark");
    found.append(part.normalize("NFC"));
    return found;
  });
  text.replaceWith(...nodes);
}

const words = wordsAsked();
if (words.length) {
  const any = words.map(pattern).join("|");
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])((?:${any})(?![\\p{L}\\p{N}\\p{M}]))`, "giu");
  for (const text of textsIn(place())) mark(text, whole);
}
