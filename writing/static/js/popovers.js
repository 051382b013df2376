// Opens what a link in the text points at beside the link: a work, a note, a claim, a
// figure, an equation, a section. Without this script the same links are plain anchors.
const OPEN_AFTER = 150;
const CLOSE_AFTER = 250;
const LINKS = ".body a[href^='#']:not(.anchor, .number), .references a[href^='#ref-']";
const HEADINGS = "h2, h3, h4";

const pop = document.createElement("div");
pop.className = "pop";
pop.id = "pop";
pop.popover = "manual";

let open = null;
let timer = 0;
let touched = false;

// Part of a page: what it is about, without the ids and links that only work in place.
function copy(target) {
  const clone = target.cloneNode(true);
  clone.removeAttribute("id");
  clone.removeAttribute("aria-labelledby");
  for (const inner of clone.querySelectorAll("[id]")) inner.removeAttribute("id");
  for (const inner of clone.querySelectorAll(".anchor, .uses, .number, details")) inner.remove();
  // Tab goes on through the text; what is linked here is linked at its own place.
  for (const inner of clone.querySelectorAll("a, [tabindex]")) inner.tabIndex = -1;
  return clone;
}

function section(heading) {
  const first = heading.nextElementSibling ?? heading.parentElement.nextElementSibling;
  const title = document.createElement("b");
  title.append(...copy(heading).childNodes);
  return first && !first.matches(HEADINGS) ? [title, copy(first)] : [title];
}

function content(target) {
  if (target.matches(HEADINGS)) return section(target);
  // An entry of a list has no list around it here.
  if (target.matches("li, span")) {
    const holder = document.createElement("div");
    holder.append(...copy(target).childNodes);
    return [holder];
  }
  return [copy(target)];
}

// A margin note already stands beside its line.
function isBeside(target) {
  return target.matches(".side-note") && getComputedStyle(target).float !== "none";
}

// Below the link where there is room, otherwise on the side with more of it.
function place(link) {
  const [line] = link.getClientRects();
  const margin = 8;
  const below = innerHeight - line.bottom - 2 * margin;
  const above = line.top - 2 * margin;
  pop.style.maxHeight = "";
  const { offsetWidth: width, offsetHeight: height } = pop;
  const isBelow = height <= below || below >= above;
  const room = Math.max(0, isBelow ? below : above);
  if (height > room) pop.style.maxHeight = `${room}px`;
  const right = document.documentElement.clientWidth - width - margin;
  pop.style.left = `${Math.max(margin, Math.min(line.left, right))}px`;
  pop.style.top = `${isBelow ? line.bottom + margin : above + margin - Math.min(height, room)}px`;
}

function show(link) {
  clearTimeout(timer);
  if (open === link) return;
  hide();
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target || isBeside(target) || target.contains(link)) return;
  pop.replaceChildren(...content(target));
  document.body.append(pop);
  pop.showPopover();
  place(link);
  link.setAttribute("aria-describedby", pop.id);
  open = link;
}

function hide() {
  clearTimeout(timer);
  if (!open) return;
  open.removeAttribute("aria-describedby");
  open = null;
  pop.remove();
}

function later(action, delay) {
  clearTimeout(timer);
  timer = setTimeout(action, delay);
}

const linkOf = (event) => event.target.closest?.(LINKS);
const isInside = (node) => pop.contains(node) || (open && open.contains(node));

if (HTMLElement.prototype.showPopover) {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event);
    if (link && !pop.contains(link)) later(() => show(link), OPEN_AFTER);
    else if (isInside(event.target)) clearTimeout(timer);
    else if (open) later(hide, CLOSE_AFTER);
    else clearTimeout(timer);
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!isInside(event.target)) hide();
  });
  // The first tap opens, the second follows.
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || pop.contains(link) || !touched || open === link) {
      if (link && !event.defaultPrevented) hide();
      return;
    }
    show(link);
    if (open === link) event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link && !pop.contains(link) && link.matches(":focus-visible")) show(link);
    else if (!isInside(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      hide();
    }
  });
  addEventListener("resize", hide);
  addEventListener("scroll", () => open && place(open), { passive: true });
}
