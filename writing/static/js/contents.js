// Marks, in the list of contents, the section that is being read.
const links = new Map(
  [...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]),
);
const headings = [...links.keys()]
  .map((id) => document.getElementById(decodeURIComponent(id)))
  .filter(Boolean);

function mark() {
  const line = innerHeight / 3;
  const above = headings.filter((heading) => heading.getBoundingClientRect().top < line);
  const current = above.at(-1) ?? headings[0];
  for (const link of links.values()) link.removeAttribute("aria-current");
  links.get(encodeURIComponent(current.id))?.setAttribute("aria-current", "true");
}

if (headings.length) {
  // Fires when a heading crosses the line a third down the window, in either direction.
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  for (const heading of headings) observer.observe(heading);
}
