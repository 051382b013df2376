// The light switch in the colophon: system, light or dark, kept in this browser only.
const THEMES = ["light", "dark"];
const root = document.documentElement;
const controls = document.querySelector(".appearance");

function stored() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function store(theme) {
  try {
    if (THEMES.includes(theme)) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
}

function show(theme) {
  root.classList.remove(...THEMES);
  if (THEMES.includes(theme)) root.classList.add(theme);
  for (const button of controls.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
    const chosen = THEMES.includes(theme) ? theme : meta.dataset.scheme;
    meta.content = chosen === "dark" ? meta.dataset.dark : meta.dataset.light;
  }
}

if (controls) {
  const current = stored();
  show(THEMES.includes(current) ? current : "system");
  controls.hidden = false;
  controls.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    store(button.value);
    show(button.value);
  });
}
