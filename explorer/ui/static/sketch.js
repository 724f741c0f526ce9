/* A shape drawn on the map, corner by corner, with the pointer, a finger or the keys alone. */
(function (scope) {
  "use strict";
  const { say, number, el, icon } = scope.EqualityText;
  const FEWEST = 3;
  const MOST = 200;
  // How near, in pixels, a click hits the first corner, and how near two corners are the same one.
  const HIT = matchMedia("(pointer: coarse)").matches ? 22 : 12;
  const SAME = 5;
  const STEP = 80;
  const AHEAD = { ArrowRight: [STEP, 0], ArrowLeft: [-STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  /**
   * @param map a Leaflet map
   * @param stage the element round the map, for what lies on top of it
   * @param hooks {changed(), moved(), done(corners)}: corners are [lon, lat]
   */
  function createSketch(map, stage, hooks) {
    const holder = map.getContainer();
    map.createPane("sketch").style.zIndex = 430;
    map.getPane("sketch").style.pointerEvents = "none";
    const look = { pane: "sketch", renderer: L.svg({ pane: "sketch", padding: 0.6 }), interactive: false };
    const drawn = L.layerGroup().addTo(map);
    const band = L.polyline([], { ...look, className: "sketch-band", weight: 2, dashArray: "5 5", fill: false }).addTo(map);
    const cross = el("div", { class: "crosshair", hidden: true, "aria-hidden": "true" });
    const finish = el("button", { type: "button", class: "finish", onclick: () => close() });
    const cancel = el("button", { type: "button", class: "cancel", onclick: () => leave() });
    const bar = el("div", { class: "sketch-bar", hidden: true }, finish, cancel);
    const button = el("a", { href: "#", role: "button", class: "sketch", onclick: toggle }, icon("draw"));
    const holds = el("div", { class: "leaflet-bar" }, button);
    const control = new (L.Control.extend({ onAdd: () => holds }))({ position: "topleft" });
    let allowed = false;
    let active = false;
    let sent = false;
    // Whether corners are set with the keys, at the cross in the middle of the map.
    let keys = false;
    let corners = [];
    stage.append(cross, bar);
    // Pressed on the map, Leaflet takes the focus there and the page may scroll away under the pointer.
    L.DomEvent.disableClickPropagation(holds);

    function redraw() {
      drawn.clearLayers();
      const outline = { ...look, weight: 2.6, className: "sketch-line" };
      if (sent) drawn.addLayer(L.polygon(corners, { ...outline, className: "sketch-line closed", fillOpacity: 0.12 }));
      else if (corners.length) drawn.addLayer(L.polyline(corners, outline));
      corners.forEach((corner, place) => drawn.addLayer(L.circleMarker(corner, {
        ...look, className: "sketch-corner", radius: place === 0 && !sent && corners.length >= FEWEST ? 8 : 5, weight: 2, fillOpacity: 1,
      })));
      stretch(keys ? map.getCenter() : null);
      cross.hidden = !(active && keys);
      bar.hidden = !active;
      finish.disabled = corners.length < FEWEST;
      button.setAttribute("aria-pressed", active ? "true" : "false");
      holder.classList.toggle("sketching", active);
      hooks.changed();
    }

    /** The rubber band: from the last corner to the pointer or the cross. */
    function stretch(to) {
      band.setLatLngs(active && to && corners.length ? [corners.at(-1), to] : []);
    }

    function near(a, b, pixels) {
      return map.latLngToContainerPoint(a).distanceTo(map.latLngToContainerPoint(b)) <= pixels;
    }

    function add(corner) {
      const enough = corners.length >= FEWEST;
      if (enough && near(corner, corners[0], HIT)) { close(); return; }
      // The second click of a double click sets no corner; with the keys the same place twice closes.
      if (corners.length && near(corner, corners.at(-1), SAME)) { if (enough && keys) close(); return; }
      if (corners.length < MOST) corners.push(corner);
      redraw();
    }

    function close() {
      if (!active || corners.length < FEWEST) return;
      sent = true;
      end();
      hooks.done(corners.map(({ lat, lng }) => [Number(lng.toFixed(5)), Number(lat.toFixed(5))]));
    }

    function begin() {
      active = true;
      sent = false;
      corners = [];
      map.doubleClickZoom.disable();
      // Without the role a screen reader would keep the arrow keys to itself.
      holder.setAttribute("role", "application");
      holder.setAttribute("aria-label", say("map"));
      holder.focus({ preventScroll: true });
      redraw();
    }

    function end() {
      if (bar.contains(document.activeElement)) holder.focus({ preventScroll: true });
      active = false;
      keys = false;
      map.doubleClickZoom.enable();
      holder.removeAttribute("role");
      holder.removeAttribute("aria-label");
      redraw();
    }

    function leave() {
      if (!active) return;
      corners = [];
      end();
    }

    function toggle(event) {
      event.preventDefault();
      event.stopPropagation();
      if (active) { leave(); return; }
      // A click without a pointer came from the keys.
      keys = event.detail === 0;
      begin();
    }

    function byKeys(on) {
      if (keys === on) return;
      keys = on;
      redraw();
    }

    function pressed(event) {
      if (!active) return;
      if (event.key === "Escape") leave();
      else if (!holder.contains(event.target) || event.target.closest(".leaflet-control")) return;
      else if (event.key in AHEAD) {
        byKeys(true);
        hooks.moved();
        map.panBy(AHEAD[event.key], { animate: false });
      } else if (event.key === "Backspace") { corners.pop(); redraw(); }
      else if (event.key === " " || (event.key === "Enter" && (keys || corners.length < FEWEST))) { byKeys(true); add(map.getCenter()); }
      else if (event.key === "Enter") close();
      else return;
      event.preventDefault();
      // The areas and the map itself listen to the same keys.
      event.stopPropagation();
    }

    document.addEventListener("keydown", pressed, { capture: true });
    map.on("click", (event) => {
      if (!active) return;
      byKeys(false);
      add(event.latlng);
    });
    map.on("dblclick", () => close());
    map.on("mousemove", (event) => { if (active) { byKeys(false); stretch(event.latlng); } });
    map.on("mouseout", () => { if (!keys) stretch(null); });
    map.on("move", () => { if (keys) stretch(map.getCenter()); });

    function hint() {
      if (corners.length >= MOST) return say("draw_full", { n: MOST });
      if (corners.length < FEWEST) return say(keys ? "draw_start_keys" : "draw_start");
      return say(keys ? "draw_close_keys" : "draw_close");
    }

    return {
      get active() { return active; },
      /** What is to be done now, for the readout. */
      hint() { return [el("strong", {}, say("draw_corners", { n: number(corners.length, 0) })), el("span", {}, hint())]; },
      /** Show or take away the button, in the language of the paint. */
      allow(on) {
        if (on && !allowed) control.addTo(map);
        if (!on && allowed) { leave(); control.remove(); }
        allowed = on;
        button.title = say("draw_shape");
        button.setAttribute("aria-label", say("draw_shape"));
        finish.textContent = say("draw_finish");
        cancel.textContent = say("draw_cancel");
        if (active) hooks.changed();
      },
      /** Take away the outline of a shape that has been reported. */
      forget() {
        if (!sent) return;
        sent = false;
        corners = [];
        redraw();
      },
    };
  }

  scope.EqualitySketch = { createSketch };
})(window);
