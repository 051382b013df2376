// Says the value under the pointer, or, in a focused chart, the one the arrow keys reach.
const REACH = 24;
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function distance(mark, x, y) {
  const box = mark.getBoundingClientRect();
  const across = Math.max(box.left - x, 0, x - box.right);
  return Math.hypot(across, Math.max(box.top - y, 0, y - box.bottom));
}

function nearest(marks, x, y) {
  let found = null;
  let least = REACH;
  for (const mark of marks) {
    const far = distance(mark, x, y);
    // Of two that overlap, the later lies on top.
    if (far <= least) [found, least] = [mark, far];
  }
  return found;
}

function enhance(svg, output) {
  const marks = [...svg.querySelectorAll(".m")];
  const said = new Map();
  for (const mark of marks) {
    const title = mark.querySelector("title");
    said.set(mark, title.textContent);
    // The browser would show it a second time.
    title.remove();
  }
  let current = null;

  function show(mark) {
    if (mark === current) return;
    current?.classList.remove("at");
    mark?.classList.add("at");
    current = mark;
    output.textContent = mark ? said.get(mark) : "";
  }

  function step(event) {
    const last = marks.length - 1;
    const at = marks.indexOf(current);
    if (event.key === "Escape") show(null);
    else if (event.key === "Home") show(marks[0]);
    else if (event.key === "End") show(marks[last]);
    else if (event.key in STEPS) show(marks[Math.min(last, Math.max(0, at + STEPS[event.key]))]);
    else return;
    event.preventDefault();
  }

  svg.tabIndex = 0;
  svg.addEventListener("keydown", (event) => {
    if (!event.altKey && !event.ctrlKey && !event.metaKey) step(event);
  });
  svg.addEventListener("focus", () => {
    if (svg.matches(":focus-visible")) show(current ?? marks[0]);
  });
  svg.addEventListener("blur", () => show(null));
  for (const moved of ["pointerdown", "pointermove"]) {
    svg.addEventListener(moved, ({ clientX, clientY }) => show(nearest(marks, clientX, clientY)));
  }
  svg.addEventListener("pointerleave", ({ pointerType }) => {
    // A finger that is lifted leaves, yet its value is to be read.
    if (pointerType === "mouse") show(null);
  });
}

for (const figure of document.querySelectorAll("figure.chart")) {
  const output = figure.querySelector("output");
  for (const svg of figure.querySelectorAll("svg")) enhance(svg, output);
}
