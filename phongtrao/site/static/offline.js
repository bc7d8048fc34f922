/* What is typed into a section is kept on this device until the server has said that it has it. Without network it
   waits, says so, and is sent when the network returns; who changed the section meanwhile is never overwritten.
   The words stand at #unsent; site.js does the saving while there is a network. */
(() => {
  "use strict";
  const place = document.getElementById("unsent");
  if (!place || !window.indexedDB) return;
  const { officer, worker } = place.dataset;
  const words = place.dataset;
  const here = location.pathname;
  const SECTION = /^\/reports\/\d+\/sections\/[\w-]+\/$/;
  const form = SECTION.test(here) ? document.querySelector("form[data-autosave]:has(fieldset:not([disabled]))") : null;
  const RETRY = 20000;
  const LEFT = 60000; // after which a press that was never answered counts as not sent
  const root = document.documentElement;

  /* The store: one entry a section. state: waiting, leaving (the page's button was pressed), conflict, refused. */
  const connect = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("phongtrao", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("sections", { keyPath: ["officer", "path"] });
    asked.onsuccess = () => { asked.result.onclose = () => { base = connect(); base.catch(() => {}); }; resolve(asked.result); };
    asked.onerror = () => reject(asked.error);
  });
  let base = connect();
  const run = async (mode, act) => {
    const store = (await base).transaction("sections", mode).objectStore("sections");
    return new Promise((resolve, reject) => {
      const asked = act(store);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  };
  const put = (entry) => run("readwrite", (store) => store.put(entry));
  const get = (path) => run("readonly", (store) => store.get([officer, path]));
  const drop = (path) => run("readwrite", (store) => store.delete([officer, path]));
  const mine = async () => (await run("readonly", (store) => store.getAll())).filter((one) => one.officer === officer);

  let ready = false;
  let stamp = 0;
  let sending = -1;
  const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const tell = (text, bad = true) => {
    const status = form?.querySelector(".pt-saved");
    if (!status) return;
    status.textContent = text;
    status.classList.toggle("pt-saved--failed", bad);
  };
  const typed = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "later");
  const keep = async (state) => {
    stamp += 1;
    const title = document.querySelector("h1")?.textContent.trim() ?? here;
    await put({ officer, path: here, title, typed: typed(), state, at: Date.now() });
  };
  const restore = (entry) => {
    for (const [name, value] of entry.typed) {
      for (const box of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (box.type === "checkbox" || box.type === "radio") box.checked = box.value === value || box.checked;
        else box.value = value;
      }
    }
  };
  const setVersion = (text) => {
    const version = /name="version" value="(\d+)"/.exec(text)?.[1];
    if (form && version) form.querySelector('[name="version"]').value = version;
  };

  /* Sending what waits. */
  const token = async (path, fresh) => {
    if (!fresh && !("kept" in root.dataset)) return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    const page = await fetch(path, { redirect: "manual" });
    return /"X-CSRFToken": "(\w+)"/.exec(page.ok ? await page.text() : "")?.[1] ?? "";
  };
  const post = async (entry, fresh) => {
    const body = new URLSearchParams(entry.typed);
    const headers = { "HX-Request": "true", "X-CSRFToken": await token(entry.path, fresh) };
    return fetch(entry.path, { method: "POST", body, headers, redirect: "manual" });
  };
  const send = async (entry) => {
    const before = stamp;
    let answer = await post(entry, false);
    if (answer.status === 403) answer = await post(entry, true);
    const saved = answer.headers.get("X-Saved-At");
    if (saved) {
      const text = await answer.text();
      if (entry.path === here && form) { setVersion(text); if (stamp !== before) return false; tell(`${words.sent} ${saved}`, false); }
      await drop(entry.path);
      return true;
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) { await show(words.signin); return false; }
    if (answer.status === 409) await put({ ...entry, state: "conflict" });
    else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) await put({ ...entry, state: "refused" });
    return false;
  };
  let busy = false;
  const flush = async () => {
    if (busy || !navigator.onLine) return;
    busy = true;
    try {
      let n = 0;
      for (const entry of await mine()) {
        if (entry.state === "leaving" && Date.now() - entry.at > LEFT) entry.state = "waiting";
        if (entry.state !== "waiting" || (entry.path === here && sending >= 0)) continue;
        if (await send(entry)) n += 1;
      }
      await show(n ? `${words.sent} ${clock()}` : "");
    } catch { await show(""); } finally { busy = false; }
  };

  /* What this device still holds, on every page. */
  const choose = (entry) => {
    const ask = Object.assign(document.createElement("form"), { method: "post", action: entry.path });
    const add = (name, value) => ask.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    entry.typed.forEach(([name, value]) => add(name, value));
    token(entry.path, true).then(async (value) => {
      add("csrfmiddlewaretoken", value);
      await put({ ...entry, state: "leaving", at: Date.now() }).catch(() => {});
      document.body.append(ask);
      ask.submit();
    }).catch(() => show(""));
  };
  const line = (entry) => {
    const row = document.createElement("li");
    row.append(Object.assign(document.createElement("a"), { href: entry.path, textContent: entry.title }), ` – ${words[entry.state] ?? words.waiting} `);
    if (entry.state === "conflict" && navigator.onLine) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button pt-button--small", textContent: words.choose });
      button.addEventListener("click", () => choose(entry));
      row.append(button);
    }
    return row;
  };
  const show = async (said) => {
    const all = await mine().catch(() => []); // a page on its way out has no store any more
    const held = all.filter((entry) => entry.state !== "leaving" && !(entry.path === here && entry.state === "waiting" && navigator.onLine && !("kept" in root.dataset)));
    place.hidden = !held.length && !said;
    place.className = `pt-message pt-message--${held.length ? "warning" : "success"}`;
    place.replaceChildren();
    if (said) place.append(Object.assign(document.createElement("p"), { textContent: said }));
    if (!held.length) return;
    const list = document.createElement("ul");
    list.append(...held.map(line));
    place.append(Object.assign(document.createElement("p"), { textContent: words.head }), list);
  };

  /* The section that is open. */
  const begin = async () => {
    const told = /(?:^|; )saved=([^;]+)/.exec(document.cookie)?.[1];
    if (told) {
      const [report, section] = decodeURIComponent(told).split(".");
      await drop(`/reports/${report}/sections/${section}/`);
      document.cookie = "saved=; Max-Age=0; Path=/; SameSite=Lax";
    }
    const entry = form && (await get(here));
    if (entry) {
      restore(entry);
      if (entry.state === "leaving") await put({ ...entry, state: "waiting" });
      tell(words[entry.state] ?? words.waiting);
    }
    ready = true;
    await flush();
    await show("");
  };
  if (form) {
    form.addEventListener("input", () => { keep("waiting").catch(() => { ready = false; }); });
    form.addEventListener("pt:unsaved", (event) => {
      if (!ready) return;
      event.preventDefault();
      keep("waiting").then(() => { tell(words.waiting); return show(""); }).catch(() => {
        ready = false; // not held here: site.js says so and tries again
        window.htmx.trigger(form, "save");
      });
    });
    form.addEventListener("submit", () => { if (ready) keep("leaving").catch(() => {}); });
    document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.elt === form) sending = stamp; });
    document.addEventListener("htmx:afterRequest", async (event) => {
      if (event.detail.elt !== form) return;
      const unchanged = sending === stamp;
      sending = -1;
      if (event.detail.successful && event.detail.xhr.getResponseHeader("X-Saved-At") && unchanged) await drop(here).catch(() => {});
      else if (event.detail.xhr?.status === 409) await keep("conflict").then(() => show("")).catch(() => {});
    });
  }

  /* Signing out forgets everything on this device, but never silently what was not sent. */
  document.addEventListener("submit", async (event) => {
    const out = event.target;
    if (!out.matches("[data-sign-out]") || out.dataset.asked) return;
    event.preventDefault();
    const held = (await mine().catch(() => [])).filter((entry) => entry.state !== "leaving");
    if (held.length && !window.confirm(words.out)) return;
    out.dataset.asked = "yes";
    await Promise.all((await mine().catch(() => [])).map((entry) => drop(entry.path).catch(() => {})));
    navigator.serviceWorker?.controller?.postMessage({ forget: true });
    out.submit();
  });

  /* The worker keeps the pages; a browser without one works online. */
  const work = async () => {
    if (!navigator.serviceWorker) return;
    await navigator.serviceWorker.register(worker);
    const active = (await navigator.serviceWorker.ready).active;
    active.postMessage({ officer, paths: "kept" in root.dataset ? [] : [here] });
    const button = document.querySelector("[data-keep]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const paths = [...document.querySelectorAll("main a[href*='/sections/']")].map((link) => new URL(link.href).pathname);
      const line = new MessageChannel();
      line.port1.onmessage = ({ data }) => { button.textContent = `${button.dataset.done} (${data})`; };
      active.postMessage({ officer, paths: [here, ...new Set(paths)] }, [line.port2]);
    });
  };
  addEventListener("online", flush);
  addEventListener("offline", () => show(""));
  setInterval(flush, RETRY);
  begin().catch(() => { ready = false; });
  work().catch(() => {});
})();
