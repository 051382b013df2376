/* A link into the form (#:w:contentpath=body.<block>.<field>) arrives where it leads.
   Wagtail scrolls there once; the Markdown editors above grow afterwards and push the
   place away. Followed until nothing grows any more, or a person takes over. */
(() => {
  const LONGEST = 3000;
  const AFTER_WAGTAILS = 400;
  const TAKING_OVER = ["wheel", "pointerdown", "keydown", "touchstart"];

  addEventListener("load", () => {
    const wanted = /:w:contentpath=body\.([\w-]+)(?:\.(\w+))?/.exec(location.hash);
    const form = document.querySelector("[data-edit-form]");
    if (!wanted || !form) return;
    const arrive = () => window.closeReading.open(wanted[1], wanted[2]);
    const growth = new ResizeObserver(arrive);
    const late = setTimeout(arrive, AFTER_WAGTAILS);
    const stop = () => {
      growth.disconnect();
      clearTimeout(late);
    };
    growth.observe(form);
    setTimeout(stop, LONGEST);
    for (const name of TAKING_OVER) addEventListener(name, stop, { once: true, passive: true });
  });
})();
