// Before the first paint, so that no page flashes in another theme or at another depth.
try {
  const root = document.documentElement;
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.classList.add(theme);
  // An address that asks for a depth or a place in the text has it.
  const depth = localStorage.getItem("depth");
  const asksForNothing = !location.search && !location.hash;
  if (root.hasAttribute("data-depths") && asksForNothing && /^(verdicts|claims)$/.test(depth))
    location.replace(`?depth=${depth}`);
} catch {}
