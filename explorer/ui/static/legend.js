/* The legend as a small table, the strip of all areas, and the readout of the area under the pointer. */
(function (scope) {
  "use strict";
  const { say, number, quantity, el, svg } = scope.EqualityText;
  const STRIP = { width: 280, height: 46, left: 4, right: 276 };

  function swatch(colour) {
    return el("span", { class: colour ? "swatch" : "swatch hatched", style: colour ? "background:" + colour : null });
  }

  /** People in round thousands: the sums carry rounding and estimates of their own. */
  function roughly(people) {
    if (people === 0) return "0";
    return people < 1000 ? say("under_thousand") : number(Math.round(people / 1000) * 1000, 0);
  }

  function marks(model, index) {
    const here = (code) => model.classOf(code) === index;
    const chosen = model.chosen.filter(here).length;
    const hovered = model.hovered !== null && here(model.hovered);
    return el("span", { class: "marks" },
      chosen ? el("span", { class: "mark chosen", title: say("chosen") }, chosen > 1 ? "●" + chosen : "●") : null,
      hovered ? el("span", { class: "mark hovered", title: say("pointed_at") }, "◀") : null);
  }

  function row(model, index, label, colour) {
    const areas = model.members(index);
    const people = areas.reduce((sum, code) => sum + (model.people(code) || 0), 0);
    return el("tr", { "data-class": index },
      el("td", {}, swatch(colour)),
      el("th", { scope: "row" }, label, marks(model, index)),
      el("td", { class: "number" }, String(areas.length)),
      el("td", { class: "number" }, areas.length ? roughly(people) : "–"));
  }

  function end(text) {
    return text ? el("tr", { class: "end" }, el("td", {}), el("td", { colspan: 3 }, text)) : null;
  }

  function drawLegend(node, model) {
    const { paint, period } = model;
    const ends = paint.ends || [];
    const rows = period.labels.map((label, index) => row(model, index, label, model.colours[index]));
    const missing = model.members("-").length ? row(model, "-", say("no_figure"), null) : null;
    node.replaceChildren(
      el("table", {},
        el("caption", {}, paint.legend),
        el("thead", {}, el("tr", {},
          el("td", {}), el("td", {}),
          el("th", { scope: "col", class: "number" }, say("areas")),
          el("th", { scope: "col", class: "number" }, say("residents")))),
        el("tbody", {}, end(ends[0]), rows, end(ends[1]), missing)),
      strip(model));
  }

  /** How many areas have a figure, from what to what, and the city's. */
  function summarise(model) {
    const { period, paint } = model;
    const known = period.values.filter((value) => value !== null);
    if (!known.length) return say("no_figure");
    const text = (value) => quantity(value, paint.unit, paint.decimals);
    const range = say("strip_label", { n: known.length, low: text(Math.min(...known)), high: text(Math.max(...known)) });
    return period.city === null ? range : range + " " + say("city_value", { n: text(period.city) });
  }

  function strip(model) {
    const { period, paint } = model;
    const known = period.values.filter((value) => value !== null);
    if (known.length < 2) return el("div", {});
    const city = paint.compared ? period.city : null;
    const low = Math.min(...known, city ?? Infinity);
    const high = Math.max(...known, city ?? -Infinity);
    const x = (value) => high === low ? (STRIP.left + STRIP.right) / 2
      : STRIP.left + (value - low) / (high - low) * (STRIP.right - STRIP.left);
    const tick = (value, name, top, bottom) => svg("line", { class: name, x1: x(value), x2: x(value), y1: top, y2: bottom });
    const drawing = svg("svg", {
      class: "strip", viewBox: `0 0 ${STRIP.width} ${STRIP.height}`, role: "img",
      "aria-label": summarise(model),
    });
    for (const value of known) drawing.append(tick(value, "tick", 6, 24));
    const pin = (code, name) => {
      const value = model.value(code);
      if (value !== null && value !== undefined) drawing.append(svg("circle", { class: name, cx: x(value), cy: 15, r: 5 }));
    };
    model.chosen.forEach((code) => pin(code, "dot chosen"));
    if (model.hovered !== null) pin(model.hovered, "dot hovered");
    const words = (value, text, name) => {
      const anchor = x(value) < 60 ? "start" : x(value) > STRIP.width - 60 ? "end" : "middle";
      const place = anchor === "start" ? Math.max(0, x(value) - 2) : anchor === "end" ? Math.min(STRIP.width, x(value) + 2) : x(value);
      drawing.append(svg("text", { x: place, y: 41, "text-anchor": anchor, class: name }, text));
    };
    if (city !== null) {
      drawing.append(tick(city, "city", 1, 29));
      words(city, say("city_short", { n: number(city, paint.decimals) }), "city-name");
    }
    const apart = (value) => city === null || Math.abs(x(value) - x(city)) > 84;
    if (apart(low)) words(low, number(low, paint.decimals), "end-name");
    if (apart(high)) words(high, number(high, paint.decimals), "end-name");
    return el("figure", {}, el("figcaption", {}, say("all_areas")), drawing);
  }

  /** Name, value, the city's and the quality of one area: what hover and keyboard focus tell. */
  function describe(model, code) {
    const { period, paint } = model;
    const value = model.value(code);
    const parts = [model.name(code), quantity(value, paint.unit, paint.decimals)];
    if (period.city !== null) parts.push(say("city_value", { n: quantity(period.city, paint.unit, paint.decimals) }));
    const quality = say("quality." + model.quality(code));
    return { parts, quality };
  }

  function drawReadout(node, model) {
    if (model.hovered === null) { node.replaceChildren(); node.classList.remove("open"); return; }
    const { parts, quality } = describe(model, model.hovered);
    node.classList.add("open");
    node.replaceChildren(
      el("strong", {}, parts[0]),
      el("span", { class: "parent" }, model.parent(model.hovered)),
      el("span", { class: "value" }, parts[1]),
      el("span", {}, parts.slice(2).join(" ")),
      el("span", { class: "quality" }, quality));
  }

  scope.EqualityLegend = { drawLegend, drawReadout, describe, summarise };
})(window);
