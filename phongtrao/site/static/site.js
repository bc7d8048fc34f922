/* What the pages do better with JavaScript; every page reads and submits without it. No inline handlers:
   the behaviour is found by data attributes, listed in docs/reference/look.md. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* Buttons that only JavaScript can serve are hidden until it runs. */
  const prepare = (root) => {
    all("[data-copy][hidden], [data-print][hidden]", root).forEach((button) => { button.hidden = false; });
    all("textarea[data-count]", root).forEach(count);
    all("[data-chart]", root).forEach(draw);
    all("input[type=date]", root).forEach(sayDay);
  };

  /* A browser writes a date its own way, often month first: below the box it stands in the page's way. */
  const sayDay = (box) => {
    const found = box.parentElement.querySelector(".pt-day");
    const says = found ?? Object.assign(document.createElement("span"), { className: "pt-day" });
    if (!found) box.after(says);
    const english = document.documentElement.lang === "en";
    const month = english ? "long" : "2-digit";
    const way = { weekday: "long", day: english ? "numeric" : "2-digit", month, year: "numeric", timeZone: "UTC" };
    says.textContent = box.valueAsDate ? box.valueAsDate.toLocaleDateString(english ? "en-GB" : "vi-VN", way) : "";
  };

  const copy = async (button) => {
    const source = document.querySelector(button.dataset.copy);
    const text = "value" in source ? source.value : source.innerText;
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = label; }, 4000);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      if ("select" in source) source.select();
      else { getSelection().removeAllRanges(); getSelection().addRange(range); }
    }
  };

  const count = (area) => {
    const message = document.getElementById(`${area.id}_count`);
    if (!message) return;
    const left = Number(area.dataset.count) - [...area.value.replace(/\n/g, "\r\n")].length;
    message.textContent = `${Math.abs(left)} ${left < 0 ? message.dataset.over : message.dataset.left}`;
    message.classList.toggle("govuk-error-message", left < 0);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (button?.dataset.copy) copy(button);
    else if (button) print();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-count]")) count(event.target);
    if (event.target.matches("input[type=date]")) sayDay(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") all(".pt-menu[open]").forEach((menu) => { menu.open = false; });
  });

  /* Autosave. A form with data-autosave is saved only when the answer carries X-Saved-At: a sign-in page
     that came instead must never look like a success. */
  const failing = new Set();
  const RETRY = 20000;
  const asker = (event) => event.detail.elt?.closest?.("[data-autosave]");
  const say = (form, state, time = "") => {
    const status = form.querySelector(".pt-saved");
    if (!status) return;
    status.textContent = `${status.dataset[state]} ${time}`.trim();
    const bad = state === "failed" || state === "conflict";
    status.classList.toggle("pt-saved--failed", bad);
    status.setAttribute("role", bad ? "alert" : "status");
  };
  const savedAt = (event) => event.detail.xhr?.getResponseHeader("X-Saved-At");

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = asker(event);
    if (form && !failing.has(form)) say(form, "saving");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (asker(event) && !savedAt(event)) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt?.closest?.("[data-looking]")) return;
    const form = asker(event);
    const alerts = document.getElementById("alerts");
    if (!form) {
      if (event.detail.failed && alerts) { alerts.className = "pt-message pt-message--error"; alerts.textContent = alerts.dataset.failed; }
      else if (alerts) { alerts.className = ""; alerts.textContent = ""; }
      return;
    }
    const time = event.detail.successful && savedAt(event);
    if (time) { failing.delete(form); say(form, "saved", time); return; }
    const conflict = event.detail.xhr?.status === 409;
    const held = !conflict && !form.dispatchEvent(new CustomEvent("pt:unsaved", { cancelable: true }));
    if (held) { failing.delete(form); return; } // offline.js keeps it on this device and sends it
    failing.add(form);
    say(form, conflict ? "conflict" : "failed");
    if (!conflict) setTimeout(() => again(form), RETRY);
  });
  const again = (form) => {
    if (failing.has(form) && form.isConnected) window.htmx.trigger(form, "save");
  };
  addEventListener("online", () => failing.forEach(again));
  addEventListener("beforeunload", (event) => {
    if ([...failing].some((form) => form.isConnected)) event.preventDefault();
  });
  document.addEventListener("submit", (event) => failing.delete(event.target));

  /* Who else has this draft open: asked again only while the page is looked at. */
  const LOOK = 25000;
  setInterval(() => {
    if (!document.hidden) all("[data-looking]").forEach((form) => window.htmx.trigger(form, "look"));
  }, LOOK);

  /* Charts: the server's drawing stays for phones (it reads better and spares them the library), for print,
     for screen readers, and where the library does not come. */
  const charts = [];
  const WIDE = 640;
  const library = (address) => window.echartsArrives ??= new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject }));
  });
  const draw = async (figure) => {
    const svg = figure.querySelector("svg");
    if (!svg || innerWidth < WIDE || "drawn" in figure.dataset) return;
    figure.dataset.drawn = "";
    await library(figure.dataset.library);
    const { title, bars } = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const canvas = document.createElement("div");
    canvas.className = "pt-chart__canvas";
    canvas.setAttribute("aria-hidden", "true");
    canvas.style.height = `${bars.length * 34 + 40}px`;
    svg.before(canvas);
    svg.classList.add("pt-chart__behind");
    const chart = window.echarts.init(canvas, null, { renderer: "canvas" });
    chart.setOption(option(title, bars));
    charts.push(chart);
  };
  const option = (title, bars) => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14, color: colour("--pt-ink") };
    const longest = Math.max(...bars.map((bar) => bar.text.length));
    return {
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 300,
      textStyle: font,
      grid: { left: 0, right: longest * 9 + 12, top: 8, bottom: 8, containLabel: true },
      tooltip: { renderMode: "richText", confine: true, formatter: ({ name, data }) => `${name}\n${data.text}` },
      xAxis: { type: "value", min: 0, axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: "category", inverse: true, data: bars.map((bar) => bar.label), axisTick: { show: false },
        axisLabel: { ...font, width: 260, overflow: "truncate" },
      },
      series: [{
        type: "bar", name: title, barMaxWidth: 18,
        label: { show: true, position: "right", ...font, formatter: ({ data }) => data.text },
        data: bars.map((bar) => ({
          value: bar.value, text: bar.text,
          itemStyle: { color: bar.exact ? colour("--pt-action") : colour("--pt-action-soft") },
        })),
      }],
    };
  };
  addEventListener("resize", () => charts.forEach((chart) => chart.resize()));

  prepare(document);
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  document.querySelector("[data-focus]")?.focus();
})();
