/* The initiatives: shapes on the map, a card for the one opened, lists of those in view and of the city-wide ones. */
(function (scope) {
  "use strict";
  const { say, el, svg, icon } = scope.EqualityText;

  /* Outlines on a 20 × 20 field, one for each target area, so that shape alone tells them apart. */
  const SHAPES = {
    circle: () => svg("circle", { cx: 10, cy: 10, r: 6 }),
    square: () => svg("rect", { x: 4.6, y: 4.6, width: 10.8, height: 10.8 }),
    triangle: () => svg("path", { d: "M10 3.4 17 16H3z" }),
    diamond: () => svg("path", { d: "M10 2.8 17.2 10 10 17.2 2.8 10z" }),
    hexagon: () => svg("path", { d: "M10 3 16.1 6.5v7L10 17l-6.1-3.5v-7z" }),
  };

  function glyph(mark, exact) {
    const shape = (SHAPES[mark.shape] || SHAPES.circle)();
    shape.setAttribute("class", exact ? "exact" : "loose");
    const drawing = svg("svg", { viewBox: "0 0 20 20", class: "glyph", "aria-hidden": "true" }, shape);
    drawing.style.setProperty("--mark", `var(--target-${mark.name})`);
    return drawing;
  }

  function years([start, end]) {
    if (start && end) return `${start}–${end}`;
    if (start) return say("since", { year: start });
    if (end) return say("until", { year: end });
    return say("years_unknown");
  }

  /** Only a plain web address becomes a link; the register checks it too. */
  function link(record) {
    if (!/^https?:\/\//i.test(record.u || "")) return record.ut ? el("p", { class: "source" }, say("source_is", { title: record.ut })) : null;
    return el("p", { class: "source" }, el("a", { href: record.u, target: "_blank", rel: "noopener noreferrer" },
      record.ut || record.u, el("span", { class: "visually-hidden" }, " " + say("new_tab"))));
  }

  function body(record) {
    const fact = (name, value) => value ? [el("dt", {}, say(name)), el("dd", {}, value)] : [];
    return el("div", { class: "initiative-body" },
      el("p", {}, record.d[scope.EqualityText.locale()] || record.d.sv || ""),
      el("dl", {},
        fact("organiser", record.o), fact("place", record.p), fact("years", years(record.y)),
        fact("state", say("status." + record.s)), fact("for_whom", record.g),
        fact("precision", say("precision." + record.r))),
      link(record));
  }

  function createInitiatives(map) {
    let records = [];
    let shown = [];
    let marks = {};
    let cluster = null;
    const card = el("section", { class: "card", hidden: true, tabindex: "-1" });
    let opener = null;

    L.MarkerCluster?.mergeOptions({ keyboard: false });

    function close() {
      if (card.hidden) return;
      card.hidden = true;
      card.replaceChildren();
      opener?.focus?.();
      opener = null;
    }

    function open(record, from) {
      opener = from || null;
      card.setAttribute("aria-label", record.n);
      card.replaceChildren(
        el("button", { class: "close", type: "button", "aria-label": say("close"), onclick: close }, icon("close")),
        el("p", { class: "theme" }, glyph(marks[record.t], record.r === "place" || record.r === "address"), say("target." + record.t)),
        el("h2", {}, record.n), body(record));
      card.hidden = false;
      card.focus({ preventScroll: true });
    }
    card.addEventListener("keydown", (event) => { if (event.key === "Escape") { close(); event.stopPropagation(); } });

    function badge(group) {
      const count = group.getChildCount();
      const size = 19 + Math.min(14, Math.round(3.2 * Math.log2(count)));
      return L.divIcon({ className: "badge", html: `<span>${count}</span>`, iconSize: [size, size] });
    }

    function marker(record) {
      const exact = record.r === "place" || record.r === "address";
      const node = el("div", { class: exact ? "pin exact" : "pin loose" }, glyph(marks[record.t], exact));
      const point = L.marker([record.c[1], record.c[0]], {
        icon: L.divIcon({ className: "pin-holder", html: node, iconSize: [24, 24] }),
        keyboard: false, title: record.n,
      });
      point.on("click", () => open(record, null));
      return point;
    }

    function draw() {
      if (cluster) cluster.remove();
      cluster = L.markerClusterGroup({
        showCoverageOnHover: false, maxClusterRadius: () => (map.getSize().x < 500 ? 26 : 18), spiderfyOnMaxZoom: true,
        iconCreateFunction: badge, animate: false,
      });
      cluster.addLayers(shown.filter((record) => record.c).map(marker));
      cluster.addTo(map);
    }

    function list(chosen) {
      return el("ul", { class: "initiatives" }, chosen.map((record) => el("li", {},
        el("details", {},
          el("summary", {}, glyph(marks[record.t], record.r === "place" || record.r === "address"),
            el("span", {}, el("strong", {}, record.n), el("span", { class: "who" }, record.o))),
          body(record)))));
    }

    return {
      card, close, list,
      use(all) { records = all; },
      paint(indices, targets) {
        marks = targets;
        const next = indices.map((index) => records[index]).filter(Boolean);
        if (next.length === shown.length && next.every((record, place) => record === shown[place]) && cluster) return;
        shown = next;
        close();
        draw();
      },
      inView() {
        const bounds = map.getBounds();
        return shown.filter((record) => record.c && bounds.contains([record.c[1], record.c[0]]));
      },
      everywhere() { return shown.filter((record) => record.r === "city_wide"); },
      several() { return shown.filter((record) => record.r === "several_places"); },
      marks() { return marks; },
    };
  }

  /** The key to the shapes, for the legend of the initiatives. */
  function key(marks) {
    return el("ul", { class: "key" },
      Object.entries(marks).map(([name, mark]) => el("li", {}, glyph(mark, true), say("target." + name))),
      el("li", {}, glyph({ shape: "circle", name: "work" }, false), say("precision_key")));
  }

  scope.EqualityInitiatives = { createInitiatives, key };
})(window);
