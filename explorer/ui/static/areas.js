/* The areas on the map: drawn once per level, recoloured by class, reached by mouse, touch and keys. */
(function (scope) {
  "use strict";
  const { el, svg } = scope.EqualityText;

  const AHEAD = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /**
   * @param map a Leaflet map
   * @param hooks {label(index), listLabel(), hover(index|null), choose(index, add)}
   */
  function createAreas(map, hooks) {
    map.createPane("areas").style.zIndex = 410;
    const renderer = L.svg({ pane: "areas", padding: 0.6 });
    map.createPane("rings").style.zIndex = 420;
    map.getPane("rings").style.pointerEvents = "none";
    const ringRenderer = L.svg({ pane: "rings", padding: 0.6 });
    const rings = new Map();
    let layer = null;
    let paths = [];
    let current = 0;
    let look = { classes: "", colours: [], border: "#fff", outline: "#000" };
    let chosen = new Set();
    let own = new Set();
    let hovered = null;

    function hatch() {
      const root = renderer._container;
      if (!root || root.querySelector("#no-figure")) return;
      root.prepend(svg("defs", {},
        svg("pattern", { id: "no-figure", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
          svg("rect", { width: 6, height: 6, class: "hatch-ground" }),
          svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch-line" })),
        svg("pattern", { id: "uncertain", width: 7, height: 7, patternUnits: "userSpaceOnUse" },
          svg("rect", { width: 7, height: 7, class: "dots-ground" }),
          svg("circle", { cx: 1.75, cy: 1.75, r: 1.05, class: "dots-dot" }),
          svg("circle", { cx: 5.25, cy: 5.25, r: 1.05, class: "dots-dot" }))));
    }

    function restyle(index) {
      const path = paths[index];
      if (!path) return;
      const mark = look.classes[index];
      const known = mark !== undefined && mark !== "-";
      const fill = known && Number(mark) === look.dotted ? "url(#uncertain)" : known ? look.colours[Number(mark)] : "url(#no-figure)";
      path.setStyle({ fillColor: fill, fillOpacity: 1, color: look.border, weight: 1 });
      path._path.dataset.class = mark ?? "-";
      path._path.setAttribute("aria-selected", chosen.has(index) ? "true" : "false");
    }

    /**
     * Outlines are drawn in a pane of their own: bringing an area to the front of the others would
     * take the keyboard's focus away from it and shuffle the reading order.
     */
    function outline() {
      for (const index of new Set([...rings.keys(), ...own, ...chosen, hovered])) {
        const weight = chosen.has(index) ? 3.2 : index === hovered && index !== null ? 2.2 : own.has(index) ? 1.8 : 0;
        // What belongs to an area of the reader's own has broken lines.
        const dashArray = chosen.has(index) || !own.has(index) ? null : "5 4";
        const ring = rings.get(index);
        if (!weight || !paths[index]) { ring?.remove(); rings.delete(index); continue; }
        if (ring) { ring.setStyle({ weight, color: look.outline, dashArray }); continue; }
        rings.set(index, L.polygon(paths[index].getLatLngs(), {
          pane: "rings", renderer: ringRenderer, fill: false, interactive: false, weight, color: look.outline, dashArray,
        }).addTo(map));
      }
    }

    function point(index) {
      hovered = index;
      outline();
    }

    function hover(index) {
      if (hovered === index) return;
      point(index);
      hooks.hover(index);
    }

    function focusOn(index) {
      paths[current]?._path.setAttribute("tabindex", "-1");
      current = index;
      paths[current]._path.setAttribute("tabindex", "0");
      paths[current]._path.focus({ preventScroll: true });
    }

    /** The nearest area in the direction of an arrow key; a turn of 45° counts as double the distance. */
    function neighbour(index, [x, y]) {
      const here = map.latLngToLayerPoint(paths[index].getCenter());
      let best = null;
      let least = Infinity;
      paths.forEach((path, other) => {
        if (other === index) return;
        const there = map.latLngToLayerPoint(path.getCenter());
        const along = (there.x - here.x) * x + (there.y - here.y) * y;
        if (along <= 0) return;
        const across = Math.abs((there.x - here.x) * y) + Math.abs((there.y - here.y) * x);
        const cost = along + 2 * across;
        if (cost < least) { least = cost; best = other; }
      });
      return best;
    }

    function pressed(event, index) {
      const key = event.key;
      if (key in AHEAD) {
        const next = neighbour(index, AHEAD[key]);
        if (next !== null) {
          focusOn(next);
          const centre = paths[next].getCenter();
          if (!map.getBounds().contains(centre)) map.panTo(centre);
        }
      } else if (key === "Home") focusOn(0);
      else if (key === "End") focusOn(paths.length - 1);
      else if (key === "Enter" || key === " ") hooks.choose(index, event.shiftKey || event.ctrlKey || event.metaKey);
      else if (key === "Escape") { hover(null); event.target.blur(); }
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    function draw(collection) {
      if (layer) layer.remove();
      rings.forEach((ring) => ring.remove());
      rings.clear();
      chosen = new Set();
      hovered = null;
      current = 0;
      paths = [];
      layer = L.geoJSON(collection, {
        pane: "areas", renderer, bubblingMouseEvents: false,
        onEachFeature(feature, path) {
          const index = paths.push(path) - 1;
          path.on({
            mouseover: () => hover(index),
            mouseout: () => hover(null),
            click: (event) => {
              const original = event.originalEvent || {};
              hooks.choose(index, original.shiftKey || original.ctrlKey || original.metaKey);
            },
          });
        },
      }).addTo(map);
      hatch();
      const group = renderer._rootGroup;
      group.setAttribute("role", "listbox");
      group.setAttribute("aria-multiselectable", "true");
      group.setAttribute("aria-label", hooks.listLabel());
      paths.forEach((path, index) => {
        const node = path._path;
        node.setAttribute("role", "option");
        node.setAttribute("tabindex", index === 0 ? "0" : "-1");
        node.dataset.code = collection.features[index].id;
        node.addEventListener("focus", () => { current = index; hover(index); });
        node.addEventListener("blur", () => hover(null));
        node.addEventListener("keydown", (event) => pressed(event, index));
      });
      return layer.getBounds();
    }

    return {
      draw,
      /** Mark an area that is pointed at elsewhere, null for none: nobody is told of it. */
      point,
      /** Recolour: one class character for each area, "-" where there is no figure. */
      paint(next) {
        look = next;
        paths.forEach((path, index) => {
          restyle(index);
          path._path.setAttribute("aria-label", hooks.label(index));
        });
        renderer._rootGroup?.setAttribute("aria-label", hooks.listLabel());
        outline();
      },
      /** Mark the areas that belong to areas of the reader's own. */
      belong(indices) { own = new Set(indices); },
      choose(indices) {
        const before = chosen;
        chosen = new Set(indices);
        for (const index of new Set([...before, ...chosen])) restyle(index);
        outline();
      },
      show(index) {
        const centre = paths[index].getCenter();
        if (!map.getBounds().pad(-0.1).contains(centre)) map.panTo(centre);
      },
      bounds() { return layer ? layer.getBounds() : null; },
    };
  }

  scope.EqualityAreas = { createAreas };
})(window);
