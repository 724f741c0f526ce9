/* Words and numbers of the map's frame: everything shown is text, never markup. */
(function (scope) {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  let strings = {};
  let language = "sv";

  /** The interface text for a key, with {names} replaced. */
  function say(key, values) {
    const text = Object.prototype.hasOwnProperty.call(strings, key) ? strings[key] : key;
    return text.replace(/\{(\w+)\}/g, (whole, name) =>
      values && name in values ? String(values[name]) : whole);
  }

  /** A number in the form of the page's language, with a true minus sign, and a plus where asked for. */
  function number(value, decimals, signed) {
    const text = new Intl.NumberFormat(language === "en" ? "en-GB" : language, {
      minimumFractionDigits: decimals, maximumFractionDigits: decimals,
    }).format(value).replace(/^-/, "\u2212");
    // What is rounded to zero has no sign.
    if (/^\u2212?[0.,]+$/.test(text)) return text.replace("\u2212", "");
    return signed && value > 0 ? "+" + text : text;
  }

  /** A value in the unit of a paint, or the words for a missing one. */
  function quantity(value, paint) {
    if (value === null || value === undefined) return say("no_figure");
    const n = number(value, paint.decimals, paint.signed);
    return paint.plate ? paint.pattern.replace("{n}", () => n) : say("unit." + paint.unit, { n });
  }

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    // append() makes text nodes of strings, so that a name can never become markup.
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  }

  function el(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  function svg(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }

  /* Outlines of Material symbols in spirit, drawn here so that no font and no emoji stands in for them. */
  const ICONS = {
    play: "M8 5v14l11-7z", pause: "M6 5h4v14H6zM14 5h4v14h-4z",
    home: "M4 11.5 12 5l8 6.5V20h-6v-5h-4v5H4z", close: "M6 6l12 12M18 6 6 18",
    point: "M12 3v5M12 16v5M3 12h5M16 12h5M12 12h.01",
    draw: "M5 8 13 4.5 20 11 16 19.5 6.5 17.5zM5 8h.01M13 4.5h.01M20 11h.01M16 19.5h.01M6.5 17.5h.01",
  };

  function icon(name) {
    return svg("svg", { viewBox: "0 0 24 24", class: "icon icon-" + name, "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
  }

  scope.EqualityText = {
    icon, say, number, quantity, el, svg,
    use(lang, table) { language = lang; strings = table; document.documentElement.lang = lang; },
    locale() { return language; },
  };
})(window);
