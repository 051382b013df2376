// The paper under the pointer or in focus: its lines and its neighbours stand out.
const DISPUTES = ".contrasts-with, .contradicts";

function show(map, key) {
  const near = new Set([key]);
  const stems = new Set([key]);
  map.classList.toggle("asked", key !== undefined);
  for (const tie of map.querySelectorAll(".tie")) {
    const ends = tie.dataset.ends.split(" ");
    const lit = ends.includes(key);
    tie.classList.toggle("lit", lit);
    for (const end of lit ? ends : []) {
      near.add(end);
      if (tie.matches(DISPUTES)) stems.add(end);
    }
  }
  for (const stem of map.querySelectorAll(".stem")) {
    stem.classList.toggle("lit", stems.has(stem.dataset.key));
  }
  for (const name of map.querySelectorAll("a")) {
    name.classList.toggle("lit", near.has(name.dataset.key));
  }
}

for (const map of document.querySelectorAll(".map[role]")) {
  for (const name of map.querySelectorAll("a")) {
    const { key } = name.dataset;
    for (const event of ["pointerenter", "focus"]) {
      name.addEventListener(event, () => show(map, key));
    }
    for (const event of ["pointerleave", "blur"]) {
      name.addEventListener(event, () => show(map));
    }
  }
}
