/* The legend as a small table, the strip of all areas, and the readout of the area under the pointer. */
(function (scope) {
  "use strict";
  const { say, number, quantity, el, svg } = scope.EqualityText;
  const STRIP = { width: 280, height: 46, left: 4, right: 276 };

  function swatch(colour, dotted) {
    if (dotted) return el("span", { class: "swatch dotted" });
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

  /** Residents of some areas together. */
  function populate(model, areas) {
    return areas.reduce((sum, code) => sum + (model.people(code) || 0), 0);
  }

  function row(model, index, label, colour) {
    const areas = model.members(index);
    const people = populate(model, areas);
    return el("tr", { "data-class": index },
      el("td", {}, swatch(colour, index === model.paint.dotted)),
      el("th", { scope: "row" }, label, marks(model, index)),
      el("td", { class: "number" }, String(areas.length)),
      el("td", { class: "number" }, areas.length ? roughly(people) : "–"));
  }

  function end(text) {
    return text ? el("tr", { class: "end" }, el("td", {}), el("td", { colspan: 3 }, text)) : null;
  }

  /** Ink or white, whichever has the higher contrast (WCAG) on a colour "#rrggbb". */
  function inkOn(colour) {
    const light = (text) => [1, 3, 5].reduce((sum, at, part) => {
      const channel = parseInt(text.slice(at, at + 2), 16) / 255;
      return sum + [0.2126, 0.7152, 0.0722][part] * (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
    }, 0.05);
    const [ground, ink] = [light(colour), light("#14212b")];
    return ground / ink > 1.05 / ground ? "#14212b" : "#ffffff";
  }

  /** Classes that stand in rows and columns as a square, with areas in each; the list says the same in words. */
  function square(model) {
    const { rows, columns, across } = model.paint.grid;
    const field = (index) => {
      const colour = model.colours[index];
      const areas = model.members(index);
      return el("td", { class: "field", style: `background:${colour};color:${inkOn(colour)}` },
        el("b", {}, String(areas.length)), marks(model, index),
        areas.length ? el("small", {}, roughly(populate(model, areas))) : null);
    };
    const missing = model.members("-").length;
    return el("div", { class: "square", "aria-hidden": "true" },
      el("table", {},
        el("caption", {}, model.paint.legend),
        el("thead", {},
          el("tr", {}, el("td", {}), el("td", { class: "across", colspan: columns.length }, across + " →")),
          el("tr", {}, el("td", { class: "units" }, `${say("areas")}, ${say("residents")}`), columns.map((name) => el("td", {}, name)))),
        el("tbody", {}, rows.map((name, place) => el("tr", {},
          el("td", { class: "name" }, name), columns.map((_, at) => field(place * columns.length + at)))))),
      missing ? el("p", { class: "missing" }, swatch(null), `${say("no_figure")}: ${missing}`) : null);
  }

  function drawLegend(node, model) {
    const { paint, period } = model;
    const ends = paint.ends || [];
    const rows = period.labels.map((label, index) => row(model, index, label, model.colours[index]));
    // What lies within the uncertainty is of any size: it stands below the ends of the others.
    const apart = paint.dotted === undefined ? null : rows.pop();
    const missing = model.members("-").length ? row(model, "-", say("no_figure"), null) : null;
    node.classList.toggle("squared", Boolean(paint.grid));
    node.replaceChildren(
      ...(paint.grid ? [square(model)] : []),
      el("table", { class: "list" },
        el("caption", {}, paint.legend),
        el("thead", {}, el("tr", {},
          el("td", {}), el("td", {}),
          el("th", { scope: "col", class: "number" }, say("areas")),
          el("th", { scope: "col", class: "number" }, say("residents")))),
        el("tbody", {}, end(ends[0]), rows, end(ends[1]), apart, missing)),
      ...(paint.note ? [el("p", { class: "note" }, paint.note)] : []),
      strip(model));
  }

  /** How many areas have a figure, from what to what, and the city's; of kinds how many areas are of each. */
  function summarise(model) {
    const { period, paint } = model;
    if (model.kinds) {
      return period.labels.map((label, index) => `${label}: ${model.members(index).length}`).join(", ") + ".";
    }
    const known = period.values.filter((value) => value !== null);
    if (!known.length) return say("no_figure");
    const text = (value) => quantity(value, paint);
    const range = say("strip_label", { n: known.length, low: text(Math.min(...known)), high: text(Math.max(...known)) });
    return period.city === null ? range : range + " " + say("city_value", { n: text(period.city) });
  }

  function strip(model) {
    const { period, paint } = model;
    const known = model.kinds ? [] : period.values.filter((value) => value !== null);
    if (known.length < 2) return el("div", {});
    // A change is told from none, everything else from the city.
    const reference = paint.signed ? 0 : paint.compared ? period.city : null;
    const low = Math.min(...known, reference ?? Infinity);
    const high = Math.max(...known, reference ?? -Infinity);
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
    if (reference !== null) {
      drawing.append(tick(reference, "city", 1, 29));
      words(reference, paint.signed ? number(0, 0) : say("city_short", { n: number(reference, paint.decimals) }), "city-name");
    }
    const room = paint.signed ? 42 : 84;
    const apart = (value) => reference === null || Math.abs(x(value) - x(reference)) > room;
    if (apart(low)) words(low, number(low, paint.decimals, paint.signed), "end-name");
    if (apart(high)) words(high, number(high, paint.decimals, paint.signed), "end-name");
    return el("figure", {}, el("figcaption", {}, say("all_areas")), drawing);
  }

  /** Name, value, the city's and the quality of one area: what hover and keyboard focus tell; on a plate name and value alone. */
  function describe(model, code) {
    const { period, paint } = model;
    const parts = [model.name(code), model.kinds ? model.label(code) : quantity(model.value(code), paint)];
    if (paint.plate) return { parts: [...parts, ...uncertainty(model, code)], quality: null };
    if (period.city !== null) parts.push(say("city_value", { n: quantity(period.city, paint) }));
    return { parts, quality: say("quality." + model.quality(code)) };
  }

  /** How far a change may be from the truth, and whether that is farther than from none. */
  function uncertainty(model, code) {
    const { margins } = model.period;
    if (!margins || model.value(code) === null) return [];
    const within = model.classOf(code) === model.paint.dotted;
    return [margin(model, code) ?? say("margin_unknown"), within ? model.label(code) : null].filter(Boolean);
  }

  function margin(model, code) {
    const found = model.margin(code);
    return found === null ? null : say("margin", { n: number(found, model.paint.decimals) });
  }

  /** The unit of a plate is words, often long ones: smaller than the number that they stand by. */
  function figure(model, text) {
    const value = model.value(model.hovered);
    const { plate, pattern, decimals, signed } = model.paint;
    if (!plate || model.kinds || value === null) return el("span", { class: model.kinds ? "value kind" : "value" }, text);
    const [before, after] = pattern.split("{n}");
    const small = (words) => (words ? el("small", {}, words) : null);
    return el("span", { class: "value" }, small(before), number(value, decimals, signed), small(after));
  }

  function drawReadout(node, model) {
    if (model.hovered === null) { node.replaceChildren(); node.classList.remove("open"); return; }
    const { parts, quality } = describe(model, model.hovered);
    node.classList.add("open");
    node.replaceChildren(
      el("strong", {}, parts[0]),
      el("span", { class: "parent" }, model.parent(model.hovered)),
      figure(model, parts[1]),
      el("span", {}, parts.slice(2).join(model.paint.plate ? ", " : " ")),
      el("span", { class: "quality" }, quality));
  }

  scope.EqualityLegend = { drawLegend, drawReadout, describe, summarise };
})(window);
