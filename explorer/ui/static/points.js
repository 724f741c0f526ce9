/* Points on a plate: where something is, and a new one that is set with the pointer, a finger or the keys alone. */
(function (scope) {
  "use strict";
  const { say, el, icon } = scope.EqualityText;
  const STEP = 80;
  // One step with Shift, for a place that is known to the house.
  const SMALL = 8;
  const AHEAD = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /**
   * @param map a Leaflet map
   * @param stage the element round the map, for what lies on top of it
   * @param hooks {changed(), moved(), done(point)}: a point is [lon, lat]
   */
  function createPoints(map, stage, hooks) {
    const holder = map.getContainer();
    map.createPane("points").style.zIndex = 640;
    map.getPane("points").style.pointerEvents = "none";
    const drawn = L.layerGroup().addTo(map);
    const cross = el("div", { class: "crosshair", hidden: true, "aria-hidden": "true" });
    const set = el("button", { type: "button", class: "finish", onclick: () => done(map.getCenter()) });
    const cancel = el("button", { type: "button", class: "cancel", onclick: () => leave() });
    const bar = el("div", { class: "sketch-bar", hidden: true }, set, cancel);
    const button = el("a", { href: "#", role: "button", class: "sketch", onclick: toggle }, icon("point"));
    const holds = el("div", { class: "leaflet-bar" }, button);
    const control = new (L.Control.extend({ onAdd: () => holds }))({ position: "topleft" });
    let allowed = false;
    // Whether a point is being set with the keys, at the cross in the middle of the map.
    let keys = false;
    let shown = "";
    stage.append(cross, bar);
    L.DomEvent.disableClickPropagation(holds);

    /** Where something is: a full mark, or a broken one where only the neighbourhood is known. */
    function draw(points, look) {
      drawn.clearLayers();
      points.forEach(({ lon, lat, loose }, place) => drawn.addLayer(L.marker([lat, lon], {
        pane: "points", interactive: false, keyboard: false,
        icon: L.divIcon({
          className: "", iconSize: [26, 26], iconAnchor: [13, 13],
          html: el("span", { class: "place-pin" + (loose ? " loose" : "") }, points.length > 1 ? String(place + 1) : ""),
        }),
      })));
      if (look && look !== shown) {
        const [lat, lon, zoom] = look.split(",").map(Number);
        hooks.moved();
        map.setView([lat, lon], Math.max(zoom, map.getZoom()), { animate: false });
      }
      shown = look || "";
    }

    function done({ lat, lng }) {
      leave();
      hooks.done([Number(lng.toFixed(5)), Number(lat.toFixed(5))]);
    }

    function byKeys(on) {
      if (keys === on) return;
      keys = on;
      cross.hidden = bar.hidden = !on;
      button.setAttribute("aria-pressed", on ? "true" : "false");
      if (on) {
        // Without the role a screen reader would keep the arrow keys to itself.
        holder.setAttribute("role", "application");
        holder.setAttribute("aria-label", say("map"));
        holder.focus({ preventScroll: true });
      } else {
        if (bar.contains(document.activeElement)) holder.focus({ preventScroll: true });
        holder.removeAttribute("role");
        holder.removeAttribute("aria-label");
      }
      hooks.changed();
    }

    function leave() { byKeys(false); }

    function toggle(event) {
      event.preventDefault();
      event.stopPropagation();
      byKeys(!keys);
    }

    function pressed(event) {
      if (!allowed || !keys) return;
      if (event.key === "Escape") leave();
      else if (!holder.contains(event.target) || event.target.closest(".leaflet-control")) return;
      else if (event.key in AHEAD) {
        const step = event.shiftKey ? SMALL : STEP;
        hooks.moved();
        map.panBy(AHEAD[event.key].map((one) => one * step), { animate: false });
      } else if (event.key === "Enter" || event.key === " ") done(map.getCenter());
      else return;
      event.preventDefault();
      // The areas and the map itself listen to the same keys.
      event.stopPropagation();
    }

    /** The areas keep their clicks to themselves, so these are seen on the way in. */
    function clicked(event) {
      if (!allowed || event.target.closest(".leaflet-control")) return;
      // The end of a drag is no click.
      if (map.dragging?.moved()) return;
      event.stopPropagation();
      hooks.moved();
      done(map.mouseEventToLatLng(event));
    }

    document.addEventListener("keydown", pressed, { capture: true });
    holder.addEventListener("click", clicked, { capture: true });

    return {
      draw,
      get active() { return allowed && keys; },
      /** What is to be done now, for the readout. */
      hint() { return [el("strong", {}, say("point_set")), el("span", {}, say("point_keys"))]; },
      /** Let a point be set, in the language of the paint, or no more. */
      allow(on) {
        if (on && !allowed) control.addTo(map);
        if (!on && allowed) { leave(); control.remove(); }
        allowed = on;
        holder.classList.toggle("picking", on);
        button.title = say("point_with_keys");
        button.setAttribute("aria-label", say("point_with_keys"));
        set.textContent = say("point_here");
        cancel.textContent = say("draw_cancel");
        if (keys) hooks.changed();
      },
    };
  }

  scope.EqualityPoints = { createPoints };
})(window);
