/*
 * The map's frame: takes one "paint" from the server at a time and draws all of it here.
 * Geometry, initiatives and words are files fetched once; a paint carries class numbers alone.
 * A plate, a map of numbers that no file has, brings these along and shows no initiatives.
 * Back to the server goes one small state: chosen areas, period, map position, and a shape where one is drawn.
 * Linked maps of one page follow each other here: position, pointer and choice go from frame to frame
 * by way of the page, and only the one that the person uses reports to the server.
 */
(function (scope) {
  "use strict";
  const { say, number, el, icon } = scope.EqualityText;
  const WIDE = 720;
  // Linked maps stand side by side: a legend on top of one would hide half of what is compared.
  const WIDE_LINKED = 1000;
  const HALF = 480;
  const LINK = "equality-map";
  const files = new Map();

  function load(name) {
    const address = `../explorer.ui.assets.data/${name}`;
    if (!files.has(address)) {
      files.set(address, fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${address}`);
        return answer.json();
      }).catch((error) => { files.delete(address); throw error; }));
    }
    return files.get(address);
  }

  function expand(ranges) {
    return ranges.split(",").filter(Boolean).flatMap((part) => {
      const [from, to = from] = part.split("-").map(Number);
      return Array.from({ length: to - from + 1 }, (_, step) => from + step);
    });
  }

  /* The page round the frame decides light or dark, and lends its typefaces. */
  function dress() {
    const page = scope.parent.document;
    const app = page.querySelector(".stApp") || page.body;
    const [r, g, b] = (scope.parent.getComputedStyle(app).backgroundColor.match(/\d+/g) || [255, 255, 255]).map(Number);
    document.documentElement.dataset.theme = 0.3 * r + 0.6 * g + 0.1 * b < 128 ? "dark" : "light";
    if (document.getElementById("typefaces")) return;
    const faces = [];
    for (const sheet of page.styleSheets) {
      let rules = [];
      try { rules = sheet.cssRules; } catch { continue; }
      for (const rule of rules) {
        if (rule.constructor.name !== "CSSFontFaceRule" || !/Source (Sans|Serif)/.test(rule.cssText)) continue;
        faces.push(rule.cssText.replace(/url\("?([^")]+)"?\)/g, (_, address) => `url("${new URL(address, sheet.href || page.baseURI)}")`));
      }
    }
    document.head.append(el("style", { id: "typefaces" }, faces.join("\n")));
  }

  function start(map, site) {
    dress();
    map.attributionControl.setPrefix(false);
    let options = null;
    const holder = document.getElementById("parent").parentElement;
    const legend = el("section", { class: "legend" });
    const readout = el("div", { class: "readout", "aria-live": "off" });
    const clear = el("button", { type: "button", class: "clear", hidden: true, onclick: () => { chosen = []; drawChosen(); report(); tell({ chosen }); } });
    const finder = el("form", { class: "finder", role: "search" });
    const timeline = el("div", { class: "timeline", hidden: true });
    const tabs = el("div", { class: "tabs" });
    const drawer = el("div", { class: "drawer", hidden: true, tabindex: "0", role: "region" });
    const atlas = el("div", { class: "atlas" });
    holder.prepend(atlas);
    const stage = el("div", { class: "stage" }, document.getElementById("map_div"));

    let paint = null;
    let index = 0;
    let codes = [];
    let places = new Map();
    let properties = [];
    let chosen = [];
    let hovered = null;
    let sequence = 0;
    let opened = null;
    let order = { key: "shown", descending: true };
    let geometry = null;
    let moved = false;
    let playing = null;
    let fitted = null;
    // Of several linked maps the one that was used last leads; the others follow and say nothing.
    let leading = false;
    let loose = true;
    let sketch = null;
    let reach = null;
    let points = null;
    // A drawn shape, or a point, goes with every report until the server has taken it: a report may overtake another.
    let shape = null;
    let point = null;

    const model = {
      get paint() { return paint; },
      get period() { return paint.periods[index]; },
      get codes() { return codes; },
      get chosen() { return chosen; },
      get hovered() { return hovered; },
      /** Whether areas are of kinds, which have no numbers. */
      get kinds() { return model.period.values === null; },
      get colours() { return paint.colours[document.documentElement.dataset.theme === "dark" ? "dark" : "light"]; },
      name(code) { return properties[places.get(code)].name; },
      parent(code) { return properties[places.get(code)].parent || ""; },
      people(code) { return properties[places.get(code)].people ?? null; },
      value(code) { return model.period.values?.[places.get(code)] ?? null; },
      /** Half of a change's interval, null where it is not known. */
      margin(code) { return model.period.margins?.[places.get(code)] ?? null; },
      quality(code) { return model.period.quality[places.get(code)] || "-"; },
      classOf(code) { const mark = model.period.classes[places.get(code)]; return mark === "-" ? "-" : Number(mark); },
      label(code) { const mark = model.classOf(code); return mark === "-" ? say("no_figure") : model.period.labels[mark]; },
      members(mark) { return codes.filter((code) => model.classOf(code) === mark); },
      shown(code) {
        const value = model.value(code);
        if (value === null || value === undefined) return null;
        if (paint.show === "difference") return model.period.city === null ? null : value - model.period.city;
        if (paint.show === "ratio") return model.period.city ? value / model.period.city : null;
        if (paint.show === "rank") return 1 + model.period.values.filter((other) => other !== null && other > value).length;
        return value;
      },
      toggle: (code, add) => choose(code, add),
    };

    const areas = scope.EqualityAreas.createAreas(map, {
      label: (place) => {
        const told = scope.EqualityLegend.describe(model, codes[place]);
        return [...told.parts, told.quality].filter(Boolean).join(", ");
      },
      listLabel: () => (paint ? [paint.caption + ".", scope.EqualityLegend.summarise(model), say("areas_keys")].join(" ") : ""),
      hover: (place) => { hovered = place === null ? null : codes[place]; drawPointer(); tell({ pointer: hovered }); },
      choose: (place, add) => choose(codes[place], add),
    });
    const initiatives = scope.EqualityInitiatives.createInitiatives(map);
    stage.append(initiatives.card);
    atlas.append(stage, finder, readout, legend, timeline, tabs, drawer);

    function report() {
      sequence += 1;
      const centre = map.getCenter();
      scope.Streamlit.setComponentValue({
        sequence, areas: chosen, period: model.period.period,
        at: moved ? `${centre.lat.toFixed(5)},${centre.lng.toFixed(5)},${map.getZoom().toFixed(2)}` : null,
        ...shape, ...point,
      });
    }

    /** A plain choice replaces; with Shift or Ctrl it adds or takes away; choosing the only one again lets it go. */
    function choose(code, add) {
      // Where a point is set, an area is no answer.
      if (paint.pick) return;
      if (add) chosen = chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code];
      else chosen = chosen.length === 1 && chosen[0] === code ? [] : [code];
      drawChosen();
      report();
      tell({ chosen });
    }

    /** Tell the linked maps of this page, if this is one of them. */
    function tell(news) {
      if (!paint?.linked) return;
      scope.parent.dispatchEvent(new CustomEvent(LINK, { detail: { from: scope, level: paint.level, ...news } }));
    }

    function tellPosition(centre, zoom, animate) {
      if (leading) tell({ position: { centre: [centre.lat, centre.lng], zoom, animate, moved } });
    }

    function lead() {
      if (leading) return;
      leading = true;
      tell({ lead: true });
    }

    function hear({ detail }) {
      if (detail.from === scope || !paint?.linked) return;
      if (detail.lead) {
        leading = false;
        // What is still gliding here would pull the map that is held now.
        map.stop();
      }
      if (detail.position) follow(detail.position);
      if (detail.level !== paint.level) return;
      if (detail.pointer !== undefined) {
        hovered = places.has(detail.pointer) ? detail.pointer : null;
        areas.point(hovered === null ? null : places.get(hovered));
        drawPointer();
      }
      if (detail.chosen) {
        chosen = detail.chosen.filter((code) => places.has(code));
        drawChosen();
      }
    }

    function follow({ centre, zoom, animate, moved: away }) {
      moved = away;
      const same = Math.abs(map.getZoom() - zoom) < 1e-6 && map.getCenter().equals(centre, 1e-6);
      if (!same) map.setView(centre, zoom, { animate });
    }

    /** Take part in what the linked maps tell each other. */
    function link() {
      if (!loose) return;
      loose = false;
      for (const name of ["pointerdown", "touchstart", "wheel", "keydown", "click"]) {
        document.addEventListener(name, lead, { capture: true, passive: true });
      }
      map.on("zoomanim", (event) => tellPosition(event.center, event.zoom, true));
      map.on("move moveend", () => tellPosition(map.getCenter(), map.getZoom(), false));
      scope.parent.addEventListener(LINK, hear);
      scope.addEventListener("pagehide", () => scope.parent.removeEventListener(LINK, hear));
    }

    /** What is under the pointer, or while a shape is drawn what to do next. */
    function drawReadout() {
      const asks = sketch?.active ? sketch : points?.active ? points : null;
      const drawing = Boolean(asks);
      atlas.classList.toggle("drawing", drawing);
      readout.setAttribute("aria-live", drawing ? "polite" : "off");
      if (!drawing) { scope.EqualityLegend.drawReadout(readout, model); return; }
      readout.classList.add("open");
      readout.replaceChildren(...asks.hint());
    }

    /** Circles about places: [longitude, latitude, metres, exact]; those about a neighbourhood have broken lines. */
    function drawReach() {
      if (!reach && !paint.rings) return;
      if (!reach) {
        const pane = map.createPane("reach");
        pane.style.zIndex = 430;
        pane.style.pointerEvents = "none";
        pane.setAttribute("aria-hidden", "true");
        reach = { circles: L.layerGroup().addTo(map), renderer: L.svg({ pane: "reach", padding: 0.6 }) };
      }
      reach.circles.clearLayers();
      for (const [lon, lat, radius, exact] of paint.rings ?? []) {
        const look = { pane: "reach", renderer: reach.renderer, fill: false, interactive: false, dashArray: exact ? null : "6 5" };
        // Paper round the line keeps it apart from dark areas.
        for (const [className, weight] of [["reach-halo", 3.2], ["reach-ring", 1.4]]) L.circle([lat, lon], { ...look, radius, className, weight }).addTo(reach.circles);
        L.circleMarker([lat, lon], { ...look, radius: 2.5, dashArray: null, className: exact ? "reach-point" : "reach-point loose" }).addTo(reach.circles);
      }
    }

    /** Let a shape be drawn where the paint asks for one; what the server has taken in is let go. */
    function drawSketch() {
      if (paint.draw) {
        sketch ??= scope.EqualitySketch.createSketch(map, stage, {
          changed: drawReadout,
          moved: () => { moved = true; },
          done: (corners) => { shape = { shape: corners, drawn: sequence + 1 }; report(); },
        });
      }
      if (shape && paint.echo >= shape.drawn) { shape = null; sketch.forget(); }
      sketch?.allow(Boolean(paint.draw));
    }

    /** Show the points of a paint, and let one be set where it asks for that. */
    function drawPoints() {
      if (!points && !paint.points && !paint.pick) return;
      points ??= scope.EqualityPoints.createPoints(map, stage, {
        changed: drawReadout,
        moved: () => { moved = true; },
        done: (where) => { point = { point: where, picked: sequence + 1 }; report(); },
      });
      if (point && paint.echo >= point.picked) point = null;
      points.draw(paint.points ?? [], paint.look);
      points.allow(Boolean(paint.pick));
    }

    function drawPointer() {
      drawReadout();
      scope.EqualityLegend.drawLegend(legend, model);
    }

    function drawChosen() {
      clear.hidden = chosen.length === 0;
      clear.textContent = say("clear");
      areas.belong((paint.own ?? []).filter((code) => places.has(code)).map((code) => places.get(code)));
      areas.choose(chosen.map((code) => places.get(code)));
      scope.EqualityLegend.drawLegend(legend, model);
      if (opened === "table") drawDrawer();
    }

    function drawPeriod() {
      areas.paint({
        classes: model.period.classes, colours: model.colours, dotted: paint.dotted,
        border: getComputedStyle(atlas).getPropertyValue("--border").trim(),
        outline: getComputedStyle(atlas).getPropertyValue("--outline").trim(),
      });
      drawReadout();
      drawChosen();
      drawTimeline();
    }

    /** What is on screen, for whoever waits for it. */
    function key() { return `${paint.plate ?? paint.indicator}|${geometry}|${paint.plate ? paint.indicator : model.period.period}|${paint.show}`; }

    function stop() { clearInterval(playing); playing = null; }

    function step(next, tell) {
      index = next;
      drawPeriod();
      document.documentElement.dataset.painted = key();
      if (tell) report();
    }

    function play() {
      if (playing) { stop(); drawTimeline(); report(); return; }
      if (index === paint.periods.length - 1) step(0, false);
      playing = setInterval(() => {
        if (index + 1 >= paint.periods.length) { stop(); drawTimeline(); report(); return; }
        step(index + 1, false);
      }, 1100);
      drawTimeline();
    }

    function drawTimeline() {
      const many = paint.periods.length > 1;
      timeline.hidden = !many;
      if (!many) { timeline.replaceChildren(); return; }
      if (!timeline.firstChild) {
        timeline.append(
          el("button", { type: "button", class: "play", onclick: play }),
          el("input", {
            type: "range", min: 0, step: 1,
            oninput: (event) => { stop(); step(Number(event.target.value), false); },
            onchange: () => report(),
          }),
          el("output", {}));
      }
      const [button, slider, output] = timeline.children;
      button.replaceChildren(icon(playing ? "pause" : "play"));
      button.setAttribute("aria-label", say(playing ? "pause" : "play"));
      slider.max = paint.periods.length - 1;
      slider.value = index;
      slider.setAttribute("aria-label", say("period"));
      slider.setAttribute("aria-valuetext", model.period.label);
      output.textContent = model.period.label;
    }

    /** Whether a paint shows no initiatives at all. */
    function bare(one) { return Boolean(one.plate || (one.linked && !one.shown)); }

    function counts() {
      const table = ["table", say("table"), codes.length];
      return bare(paint) ? [table] : [
        table,
        ["view", say("in_view"), initiatives.inView().length],
        ["everywhere", say("whole_city"), initiatives.everywhere().length],
        ["several", say("several_places"), initiatives.several().length],
      ];
    }

    function drawTabs() {
      const focused = document.activeElement?.dataset?.tab;
      tabs.replaceChildren(...counts().map(([key, text, count]) => el("button", {
        type: "button", "data-tab": key, "aria-expanded": opened === key ? "true" : "false",
        onclick: () => { opened = opened === key ? null : key; drawTabs(); drawDrawer(); },
      }, text, el("span", { class: "count" }, number(count, 0)))));
      if (focused) tabs.querySelector(`[data-tab="${focused}"]`)?.focus();
    }

    function drawDrawer() {
      drawer.hidden = opened === null;
      if (opened === null) drawer.replaceChildren();
      else if (opened === "table") {
        drawer.setAttribute("aria-label", say("table"));
        scope.EqualityTable.drawTable(drawer, model, order, (next) => { order = next; drawDrawer(); });
      } else {
        const lists = { view: initiatives.inView, everywhere: initiatives.everywhere, several: initiatives.several };
        const found = lists[opened]();
        drawer.setAttribute("aria-label", say({ view: "in_view", everywhere: "whole_city", several: "several_places" }[opened]));
        drawer.replaceChildren(
          el("p", { class: "note" }, say("note." + opened)),
          scope.EqualityInitiatives.key(initiatives.marks()),
          found.length ? initiatives.list(found) : el("p", {}, say("none_here")));
      }
      fit();
    }

    function drawFinder() {
      finder.hidden = paint.finder === false;
      if (finder.hidden) { finder.replaceChildren(); return; }
      const input = el("input", {
        type: "text", list: "area-names", id: "find-area", autocomplete: "off", placeholder: say("find_area"), "aria-label": say("find_area"),
        oninput: (event) => { if (properties.some((area) => area.name === event.target.value)) pick(event.target); },
      });
      const pick = (field) => {
        const wanted = field.value.trim().toLocaleLowerCase();
        const place = properties.findIndex((area) => area.name.toLocaleLowerCase() === wanted);
        const near = place >= 0 ? place : properties.findIndex((area) => wanted && area.name.toLocaleLowerCase().startsWith(wanted));
        if (near < 0) return;
        field.value = "";
        areas.show(near);
        if (!chosen.includes(codes[near])) choose(codes[near], chosen.length > 0);
      };
      finder.replaceChildren(input, clear, el("datalist", { id: "area-names" }, properties.map((area) => el("option", { value: area.name }))));
      finder.onsubmit = (event) => { event.preventDefault(); pick(input); };
    }

    /** The frame is as high as its content; the map keeps a fixed share of the window. */
    function fit() {
      const width = document.documentElement.clientWidth;
      const window_ = scope.parent.innerHeight;
      const wide = width >= (paint?.linked ? WIDE_LINKED : WIDE);
      atlas.classList.toggle("wide", wide);
      atlas.classList.toggle("half", Boolean(paint?.linked) && !wide && width >= HALF);
      const height = wide ? Math.max(560, Math.min(980, Math.round(width * 0.86), Math.round(window_ * 0.715))) : Math.round(Math.min(window_ * 0.6, width * 1.05));
      atlas.style.setProperty("--map-height", height + "px");
      scope.frameElement.style.setProperty("height", Math.ceil(atlas.getBoundingClientRect().height) + "px", "important");
      if (fitted !== `${width}×${height}`) {
        fitted = `${width}×${height}`;
        map.invalidateSize({ animate: false });
        if (!moved && areas.bounds()) whole();
      }
    }

    function whole() {
      const wide = atlas.classList.contains("wide");
      // The city is drawn to the left of a wide map: the legend stands on the land to the right.
      map.setMinZoom(9);
      map.fitBounds(options.bounds, { animate: false, paddingTopLeft: wide ? [16, 12] : [4, 4], paddingBottomRight: wide ? [90, 12] : [4, 4] });
      // Further out there is nothing to see: the coastline ends.
      map.setMinZoom(map.getZoom() - 0.5);
    }

    async function apply(next) {
      options ??= await load(site);
      next.geometry = options.geometry[next.level];
      const coming = bare(next) ? [] : load(options.initiatives);
      const [told, collection, found] = await Promise.all([
        load(options.words[next.lang]), load(next.geometry),
        next.plate ? next.figures : load(options.figures[next.indicator][next.level]),
      ]);
      // Of two maps side by side each shows one of the periods.
      const figures = next.single ? found.filter((each) => each.period === next.period) : found;
      const fresh = paint === null;
      scope.EqualityText.use(next.lang, told.words);
      Object.assign(document.documentElement, { lang: next.lang, dir: told.direction });
      // Areas are told apart by their position alone: one too few would shift all that follow.
      if (next.classes.some((marks) => marks.length !== collection.features.length)) throw new Error(`${next.level}: not a class for each area`);
      const languageChanged = paint && (paint.lang !== next.lang || paint.finder !== next.finder);
      next.periods = figures.map((period, place) => ({
        ...period, classes: next.classes[place], labels: next.labels[place] ?? next.labels[0],
      }));
      next.targets = told.targets;
      paint = next;
      stop();
      // What the person did after the server last heard from this frame stays as it is.
      const stale = !fresh && next.echo < sequence;
      sequence = Math.max(sequence, next.echo);
      const period = stale && model.period ? model.period.period : next.period;
      index = Math.max(0, next.periods.findIndex((each) => each.period === period));
      for (const name of Object.keys(next.targets)) {
        atlas.style.setProperty("--target-" + name, next.targets[name][document.documentElement.dataset.theme === "dark" ? "dark" : "light"]);
      }
      nameControls();
      // Streamlit names this frame after its component, which tells a listener nothing.
      scope.frameElement.title = next.linked ? `${say("map")}: ${next.caption}` : say("map");
      if (next.linked) link();
      if (fresh) settle(next.at);
      if (geometry !== next.geometry) {
        codes = collection.features.map((feature) => feature.id);
        places = new Map(codes.map((code, place) => [code, place]));
        properties = collection.features.map((feature) => feature.properties);
        hovered = null;
        areas.draw(collection);
        geometry = next.geometry;
        drawFinder();
      } else if (languageChanged) drawFinder();
      if (!stale) chosen = next.chosen.filter((code) => places.has(code));
      drawSketch();
      drawPoints();
      drawReach();
      drawPeriod();
      // The areas come first; the initiatives' texts are the larger file and lie on top of them.
      initiatives.use(await coming);
      initiatives.paint(expand(next.shown), Object.fromEntries(Object.entries(next.targets).map(([name, mark]) => [name, { ...mark, name }])));
      if (languageChanged) initiatives.close();
      if (!counts().some(([tab]) => tab === opened)) opened = null;
      drawTabs();
      if (opened) drawDrawer();
      fit();
      document.documentElement.dataset.painted = key();
      if (fresh) {
        watch();
        if (!next.plate && !next.linked) fetchAhead(next.level);
      }
    }

    /** Take the position of the link, or the whole city, before anything is drawn. */
    function settle(at) {
      fit();
      if (at) {
        const [lat, lon, zoom] = at.split(",").map(Number);
        moved = true;
        map.setView([lat, lon], zoom, { animate: false });
      } else whole();
    }

    /** The other indicators' figures come while nothing is asked for, so that a change waits for none. */
    async function fetchAhead(level) {
      for (const levels of Object.values(options.figures)) {
        if (levels[level]) await load(levels[level]).catch(() => null);
      }
    }

    /** Leaflet's own buttons are in English until they are told otherwise. */
    function nameControls() {
      const names = { "leaflet-control-zoom-in": "zoom_in", "leaflet-control-zoom-out": "zoom_out", whole: "whole_map" };
      for (const [part, key] of Object.entries(names)) {
        const button = map.getContainer().querySelector("." + part);
        button.title = say(key);
        button.setAttribute("aria-label", say(key));
      }
    }

    function watch() {
      let waiting = null;
      const touched = () => { moved = true; };
      map.on("dragend", touched);
      for (const name of ["wheel", "dblclick"]) map.getContainer().addEventListener(name, touched, { passive: true });
      map.getContainer().addEventListener("keydown", (event) => {
        if (event.target === map.getContainer() && /^(Arrow|[+=-]$)/.test(event.key)) touched();
      });
      // Leaflet's buttons keep their clicks to themselves, so these are seen on the way in.
      stage.addEventListener("click", (event) => { if (event.target.closest(".leaflet-control-zoom, .badge")) moved = true; }, { capture: true });
      map.on("moveend", () => {
        if (opened === "view") drawDrawer();
        drawTabs();
        // Where a shape is drawn nobody asks for the position, and a paint would wipe out the answer to it.
        if (!moved || paint.draw || paint.pick || (paint.linked && !leading)) return;
        clearTimeout(waiting);
        waiting = setTimeout(report, 350);
      });
      new ResizeObserver(fit).observe(document.documentElement);
      new ResizeObserver(fit).observe(atlas);
      scope.parent.addEventListener("resize", fit);
      new scope.parent.MutationObserver(() => {
        const before = document.documentElement.dataset.theme;
        dress();
        if (before !== document.documentElement.dataset.theme) apply(paint);
      }).observe(scope.parent.document.documentElement, { attributes: true, subtree: false });
      scope.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(() => { dress(); apply(paint); }, 200));
    }

    L.Control.Whole = L.Control.extend({
      onAdd() {
        return el("div", { class: "leaflet-bar leaflet-control-zoom" }, el("a", {
          href: "#", role: "button", class: "whole",
          onclick: (event) => { event.preventDefault(); event.stopPropagation(); moved = false; whole(); tellPosition(map.getCenter(), map.getZoom(), false); report(); },
        }, icon("home")));
      },
    });

    map.createPane("land").style.zIndex = 300;
    const ground = { pane: "land", interactive: false, renderer: L.svg({ pane: "land", padding: 0.6 }), className: "land", fillOpacity: 1, weight: 0.6 };
    load(site).then(async (fixed) => {
      if (fixed.tiles) L.tileLayer(fixed.tiles, { attribution: el("span", {}, fixed.attribution).innerHTML, pane: "land", maxZoom: 18 }).addTo(map);
      const [land, city] = await Promise.all([load(fixed.land), load(fixed.outline)]);
      const drawn = L.geoJSON(land, { ...ground, style: ground });
      const extent = drawn.getBounds();
      // Tiles show land and sea themselves; our own ground would lie over them.
      if (!fixed.tiles) drawn.addTo(map);
      // The file ends in the east where inland Sweden goes on; west of it is open sea.
      if (!fixed.tiles) L.rectangle([[extent.getSouth(), extent.getEast() - 0.006], [extent.getNorth(), extent.getEast() + 1]], { ...ground, stroke: false, className: "inland" }).addTo(map);
      map.setMaxBounds([[extent.getSouth(), extent.getWest() - 0.6], [extent.getNorth(), extent.getEast() + 0.6]]);
      L.geoJSON(city, { pane: "rings", interactive: false, renderer: L.svg({ pane: "rings", padding: 0.6 }), style: { className: "city-edge", fill: false, weight: 1.1 } }).addTo(map);
    });
    map.addControl(new L.Control.Whole({ position: "topleft" }));

    let queue = Promise.resolve();
    return (next) => {
      queue = queue.then(() => apply(next)).catch((error) => {
        readout.classList.add("open");
        readout.textContent = say("load_failed");
        throw error;
      });
    };
  }

  let painter = null;
  scope.EqualityMap = {
    create(id, site) {
      const map = L.map(id, {
        center: [57.69, 11.92], zoom: 11, zoomSnap: 0.1, zoomDelta: 0.5, wheelPxPerZoomLevel: 120,
        // Without tiles nothing else tells Leaflet how far one can go.
        minZoom: 9, maxZoom: 17,
      });
      // Leaflet takes the focus on a press; a page that scrolled to it would move the map from under the pointer.
      const box = map.getContainer();
      const focus = box.focus.bind(box);
      box.focus = () => focus({ preventScroll: true });
      painter = start(map, site);
      return map;
    },
    paint(next) { painter(next); },
  };
})(window);
