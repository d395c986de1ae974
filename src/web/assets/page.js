// Everything here is a comfort: each page works without it.
"use strict";
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const clamp = (number, least, most) => Math.max(least, Math.min(most, number));

document.documentElement.classList.add("js");
for (const element of $$(".js[hidden], .ff[hidden]")) element.hidden = false;

// ---- waiting: a line after 0.3 s, words after 1.5 s
const busy = $(".busy");
let waits = [];
function wait() {
  waits = [
    setTimeout(() => { busy.classList.add("on"); $("main").setAttribute("aria-busy", "true"); }, 300),
    setTimeout(() => { busy.classList.add("long"); busy.textContent = busy.dataset.busy; }, 1500),
  ];
}
function arrived() {
  waits.forEach(clearTimeout);
  busy.classList.remove("on", "long");
  busy.textContent = "";
  $("main").removeAttribute("aria-busy");
}
addEventListener("pageshow", arrived);
addEventListener("submit", event => { if (event.target.method === "get") wait(); });
addEventListener("click", event => {
  const link = event.target.closest("a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (!link || elsewhere || link.hasAttribute("download")) return;
  const href = link.getAttribute("href");
  if (href.startsWith("/")) wait();
});

// ---- a form leaves out of the address what is empty
addEventListener("formdata", event => {
  for (const [name, value] of [...event.formData]) {
    const choice = $(`input[type=hidden][name="${CSS.escape(name)}"]`, event.target);
    if (value === "" && name !== "q" && !choice) event.formData.delete(name);
  }
});

// ---- copying
addEventListener("click", async event => {
  const button = event.target.closest(".copy");
  if (!button) return;
  const was = button.textContent;
  try {
    await navigator.clipboard.writeText($(button.dataset.of).textContent.trim());
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren($(button.dataset.of));
    button.textContent = "Selected: copy it";
  }
  setTimeout(() => { button.textContent = was; }, 2000);
});

// ---- the box over a long list of values
for (const box of $$(".ff")) {
  const values = $$("li", box.parentNode);
  $("input", box).addEventListener("input", event => {
    const wanted = event.target.value.toLocaleLowerCase();
    for (const value of values) value.hidden = !value.textContent.toLocaleLowerCase().includes(wanted);
  });
}

// ---- charts: one stop for the Tab key, arrows between bars, Shift or a drag for a range
for (const svg of $$(".chart")) {
  const bars = $$("a.bar", svg), brush = $(".brush", svg), plot = svg.closest(".plot");
  const readout = $(".readout", plot.closest("section"));
  if (!bars.length) continue;
  let from = -1, to = -1, drag = null;

  const say = text => { if (readout) readout.textContent = text; };
  const name = bar => $("title", bar).textContent;
  const stop = at => bars.forEach((bar, place) => bar.setAttribute("tabindex", place === at ? "0" : "-1"));
  const edges = bar => {
    const rect = $(".hit", bar);
    return [parseFloat(rect.getAttribute("x")), parseFloat(rect.getAttribute("width"))];
  };
  const near = x => bars.reduce((best, bar, place) => {
    const box = $(".hit", bar).getBoundingClientRect();
    const away = Math.max(box.left - x, x - box.right, 0);
    return away < best.away ? { place, away } : best;
  }, { place: 0, away: Infinity }).place;

  function show(one, other) {
    [from, to] = [Math.min(one, other), Math.max(one, other)];
    const [left] = edges(bars[from]), [right, width] = edges(bars[to]);
    brush.setAttribute("x", left + "%");
    brush.setAttribute("width", right + width - left + "%");
    const count = bars.slice(from, to + 1).reduce((sum, bar) => sum + Number(bar.dataset.n), 0);
    say(`${bars[from].dataset.a} – ${bars[to].dataset.a}: ${svg.dataset.hint.replace("{n}", count.toLocaleString("en"))}`);
  }
  function hide() {
    from = to = -1;
    brush.setAttribute("width", "0");
    say("");
  }
  function narrow() {
    const url = new URL(bars[from].getAttribute("href"), location.href);
    url.searchParams.set("from", bars[from].dataset.a);
    url.searchParams.set("to", bars[to].dataset.a);
    wait();
    location.href = url.href;
  }

  stop(bars.length - 1);
  svg.addEventListener("mouseover", event => {
    const bar = event.target.closest(".bar, .zero, .gap");
    if (bar && !drag) say(name(bar));
  });
  svg.addEventListener("mouseleave", () => { if (!drag && from < 0) say(""); });
  svg.addEventListener("focusin", event => {
    const bar = event.target.closest("a.bar");
    if (bar) { stop(bars.indexOf(bar)); if (from < 0) say(name(bar)); }
  });
  svg.addEventListener("keydown", event => {
    const at = bars.indexOf(document.activeElement);
    if (at < 0) return;
    const last = bars.length - 1;
    const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last, PageUp: at - 10, PageDown: at + 10 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      const next = clamp(target, 0, last), anchor = from < 0 ? at : at === from ? to : from;
      if (!event.shiftKey) hide();
      bars[next].focus();
      if (event.shiftKey) show(anchor, next);
    } else if (event.key === "Enter" && from >= 0 && from !== to) {
      event.preventDefault();
      narrow();
    } else if (event.key === "Escape") hide();
  });

  // A mouse or a pen drags; a finger taps, and scrolls.
  svg.addEventListener("pointerdown", event => {
    if (event.pointerType !== "touch" && event.button === 0) drag = { x: event.clientX, at: near(event.clientX), moved: false };
  });
  addEventListener("pointermove", event => {
    if (drag && (drag.moved ||= Math.abs(event.clientX - drag.x) > 4)) show(drag.at, near(event.clientX));
  });
  addEventListener("pointerup", () => {
    const done = drag;
    drag = null;
    if (!done?.moved || from < 0) return;
    svg.addEventListener("click", event => event.preventDefault(), { once: true, capture: true });
    narrow();
  });
  addEventListener("keydown", event => { if (event.key === "Escape" && drag) { drag = null; hide(); } });
  svg.addEventListener("dragstart", event => event.preventDefault());
}

// ---- the chart as a picture: drawn anew from its numbers, as nothing is loaded
$(".png")?.addEventListener("click", () => {
  const plot = $$(".plot").find(plot => plot.offsetParent !== null), svg = $(".chart", plot);
  const scale = 2, pad = 56, top = 44, box = svg.getBoundingClientRect(), ground = plot.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = (box.width + 2 * pad) * scale;
  canvas.height = (box.height + top + 12) * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const x = at => at - box.left + pad, y = at => at - ground.top + top;
  for (const line of $$(".grid, .base, .tick, .cmp", svg)) {
    const look = getComputedStyle(line), [x1, x2, y1, y2] = ["x1", "x2", "y1", "y2"].map(end => line[end].baseVal.value);
    pen.strokeStyle = look.stroke;
    pen.lineWidth = parseFloat(look.strokeWidth) || 1;
    pen.beginPath();
    pen.moveTo(x1 + pad, y1 + y(box.top));
    pen.lineTo(x2 + pad, y2 + y(box.top));
    pen.stroke();
  }
  for (const rect of $$(".val, .hole, .rib rect", svg)) {
    const look = getComputedStyle(rect), edge = rect.getBoundingClientRect();
    pen.fillStyle = rect.matches(".hole") ? "rgb(128 128 128 / .25)" : rect.matches(".thin") ? "transparent" : look.fill;
    pen.fillRect(x(edge.left), y(edge.top), edge.width, edge.height);
  }
  for (const text of $$("text", plot)) {
    const look = getComputedStyle(text), edge = text.getBoundingClientRect();
    pen.fillStyle = look.fill;
    pen.font = `${look.fontSize} ${look.fontFamily}`;
    pen.fillText(text.textContent, x(edge.left), y(edge.bottom) - 4);
  }
  pen.fillStyle = getComputedStyle(document.body).color;
  pen.font = `16px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(`${$("#h-c").textContent}; ${svg.dataset.unit}`, pad, 26);
  const link = document.createElement("a");
  link.download = "timeline.png";
  link.href = canvas.toDataURL("image/png");
  link.click();
});

// ---- matches in an article
const marks = $$(".text mark"), numbers = $$(".matches li a"), position = $(".matches .pos");
let at = marks.findIndex(mark => "#" + mark.id === location.hash);
function match(step) {
  if (!marks.length) return;
  at = at < 0 && step < 0 ? marks.length - 1 : (at + step + marks.length) % marks.length;
  marks.forEach((mark, place) => mark.classList.toggle("now", place === at));
  numbers.forEach((link, place) => place === at ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
  marks[at].scrollIntoView({ block: "center" });
  if (position) position.textContent = `${at + 1} of ${marks.length}`;
}
addEventListener("click", event => {
  if (event.target.closest(".nextm")) match(1);
  if (event.target.closest(".prevm")) match(-1);
});
addEventListener("hashchange", () => {
  const there = marks.findIndex(mark => "#" + mark.id === location.hash);
  if (there >= 0) { at = there; match(0); }
});

// ---- keys; single letters can be turned off (WCAG 2.1.4)
const single = $("#single"), list = $("#keys"), hits = $$(".hits h3 a");
const kept = {
  get: () => { try { return localStorage.getItem("keys"); } catch { return null; } },
  set: value => { try { localStorage.setItem("keys", value); } catch { /* a private window keeps nothing */ } },
};
single.checked = kept.get() !== "off";
single.addEventListener("change", () => kept.set(single.checked ? "on" : "off"));
function hit(step) {
  const here = hits.indexOf(document.activeElement);
  const next = here < 0 ? 0 : clamp(here + step, 0, hits.length - 1);
  hits[next]?.focus();
  hits[next]?.scrollIntoView({ block: "nearest" });
}
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = event.target.matches?.("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && field) event.target.blur();
  if (field || !single.checked || list.open) return;
  const does = {
    "/": () => { const box = $("#q"); box.focus(); box.select(); },
    j: () => hit(1), k: () => hit(-1), n: () => match(1), p: () => match(-1), "?": () => list.showModal(),
  }[event.key];
  if (does) { event.preventDefault(); does(); }
});
