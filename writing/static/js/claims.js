// Remembers the depth a reader chose, and steps from claim to claim with j and k.
const stored = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
}

for (const link of document.querySelectorAll(".depths a")) {
  link.addEventListener("click", () => {
    const { depth } = link.dataset;
    store("depth", depth === "full" ? null : depth);
  });
}

const cards = [...document.querySelectorAll(".body .claim")];
const claims = cards.length ? cards : [...document.querySelectorAll(".claim-table .said a")];
for (const card of cards) card.tabIndex = -1;

// The claim that has the focus, or else the last one above the top of the window.
function current() {
  const focused = claims.findIndex((claim) => claim.contains(document.activeElement));
  if (focused >= 0) return focused;
  return claims.findLastIndex((claim) => claim.getBoundingClientRect().top < 1);
}

function step(by) {
  const claim = claims[current() + by];
  if (!claim) return;
  claim.focus({ preventScroll: true, focusVisible: true });
  claim.scrollIntoView({ block: cards.length ? "start" : "nearest" });
}

const hint = document.querySelector(".keys");
const button = hint?.querySelector("button");
let on = stored("keys") !== "off";

function showKeys() {
  button.textContent = on ? "Turn off" : "Turn on";
}

if (hint) {
  hint.hidden = false;
  showKeys();
  button.addEventListener("click", () => {
    on = !on;
    store("keys", on ? null : "off");
    showKeys();
  });
}

document.addEventListener("keydown", (event) => {
  const typed = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (!on || typed || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});
