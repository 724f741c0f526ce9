/* The same content as the map, as a table that can be sorted, for those who cannot use a map. */
(function (scope) {
  "use strict";
  const { say, number, quantity, el } = scope.EqualityText;

  function columns(model) {
    const { paint } = model;
    const collator = new Intl.Collator(scope.EqualityText.locale());
    const words = (read) => (a, b) => collator.compare(read(a), read(b));
    const figures = (read) => (a, b) => read(a) - read(b);
    const shownHeading = paint.show === "value" ? [] : [{
      key: "shown", heading: say("shown." + paint.show), number: true, missing: (code) => model.shown(code) === null,
      text: (code) => model.shown(code) === null ? "–" : shown(model, code), compare: figures((code) => model.shown(code)),
    }];
    return [
      { key: "name", heading: say("area"), text: (code) => model.name(code), compare: words((code) => model.name(code)) },
      { key: "parent", heading: say("part_of"), text: (code) => model.parent(code), compare: words((code) => model.parent(code)) },
      {
        key: "value", heading: paint.name, number: true, missing: (code) => model.value(code) === null,
        text: (code) => cell(model, code), compare: figures((code) => model.value(code)),
      },
      ...shownHeading,
      ...(model.period.margins ? [{
        key: "margin", heading: say("margin_heading"), number: true, missing: (code) => model.margin(code) === null,
        text: (code) => (model.margin(code) === null ? "–" : "± " + number(model.margin(code), paint.decimals)), compare: figures((code) => model.margin(code)),
      }] : []),
      { key: "class", heading: model.kinds ? paint.name : say("class"), text: (code) => model.label(code), compare: figures((code) => Number(model.classOf(code)) || -1), missing: (code) => model.classOf(code) === "-" },
      { key: "quality", heading: say("quality"), text: (code) => say("quality." + model.quality(code)), compare: words((code) => say("quality." + model.quality(code))) },
      {
        key: "people", heading: say("residents_heading"), number: true, missing: (code) => model.people(code) === null,
        text: (code) => model.people(code) === null ? "–" : number(model.people(code), 0), compare: figures((code) => model.people(code)),
      },
    ].filter((column) => column.key !== "parent" || model.codes.some((code) => model.parent(code)));
  }

  /** The words of a plate's unit stand in the heading: repeated in every row they would drown the numbers. */
  function cell(model, code) {
    const value = model.value(code);
    const { paint } = model;
    return paint.plate && value !== null ? number(value, paint.decimals, paint.signed) : quantity(value, paint);
  }

  function shown(model, code) {
    const value = model.shown(code);
    const { paint } = model;
    if (paint.show === "rank") return number(value, 0);
    if (paint.show === "ratio") return number(value, 2);
    return number(value, paint.decimals, true);
  }

  /** On a plate the quality of published figures has no place, and kinds stand in place of values. */
  function kept(model) {
    if (!model.paint.plate) return () => true;
    return model.kinds ? (column) => !["value", "quality"].includes(column.key) : (column) => column.key !== "quality";
  }

  /** Draw into a node; `order` keeps the sorting between two drawings. */
  function drawTable(node, model, order, redraw) {
    const all = columns(model).filter(kept(model));
    // A plate opens with its own numbers, the largest first, or with its kinds in the legend's order.
    const opening = model.paint.plate && !all.some((column) => column.key === order.key);
    const { key, descending } = opening ? { key: model.kinds ? "class" : "value", descending: !model.kinds } : order;
    const by = all.find((column) => column.key === key) || all[0];
    const sign = descending ? -1 : 1;
    const codes = [...model.codes].sort((a, b) => {
      const missing = Number(by.missing?.(a) || false) - Number(by.missing?.(b) || false);
      return missing || (by.missing?.(a) ? 0 : sign * by.compare(a, b));
    });
    const heading = (column) => {
      const active = column === by;
      return el("th", {
        scope: "col", class: column.number ? "number" : null,
        "aria-sort": active ? (descending ? "descending" : "ascending") : "none",
      }, el("button", {
        type: "button", "data-key": column.key,
        onclick: () => redraw({ key: column.key, descending: active ? !descending : Boolean(column.number) }),
      }, column.heading, el("span", { class: "arrow", "aria-hidden": "true" }, active ? (descending ? " ↓" : " ↑") : "")));
    };
    const box = (column, code) => column.key === "name"
      ? el("th", { scope: "row" }, el("button", {
        type: "button", class: "choose", "aria-pressed": model.chosen.includes(code) ? "true" : "false",
        onclick: (event) => model.toggle(code, event.shiftKey || event.ctrlKey || event.metaKey),
      }, column.text(code)))
      : el("td", { class: column.number ? "number" : null }, column.text(code));
    const focused = document.activeElement?.dataset?.key;
    node.replaceChildren(el("table", { class: "figures" },
      el("caption", {}, model.paint.caption),
      el("thead", {}, el("tr", {}, all.map(heading))),
      el("tbody", {}, codes.map((code) => el("tr", { "data-code": code }, all.map((column) => box(column, code)))))));
    if (focused) node.querySelector(`button[data-key="${focused}"]`)?.focus();
  }

  scope.EqualityTable = { drawTable };
})(window);
