/* Keeps on this device the pages of reports that were opened, for when the network is gone. Network first, always;
   only reports' task lists and sections of the officer who is signed in; never an answer to a press, never a file.
   Forgotten at sign-out, or when another officer signs in. */
"use strict";
const SHELL = `phongtrao-shell-${new URL(location.href).searchParams.get("v")}`;
const PAGES = "phongtrao-pages-";
const FALLBACK = "/offline/";
const KEPT = /^\/reports\/\d+\/(?:sections\/[\w-]+\/)?$/;

const named = async (prefix) => (await caches.keys()).filter((name) => name.startsWith(prefix));
const pages = async () => {
  const [name] = await named(PAGES);
  return name ? caches.open(name) : null;
};

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.add(FALLBACK)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  event.waitUntil(named("phongtrao-shell-").then((found) =>
    Promise.all(found.filter((name) => name !== SHELL).map((name) => caches.delete(name)))).then(() => clients.claim()));
});

const keep = async (paths) => {
  const store = await pages();
  let n = 0;
  for (const path of paths.filter((one) => store && KEPT.test(one))) {
    try {
      const answer = await fetch(path, { redirect: "manual" });
      if (storable(answer)) { await store.put(path, answer); n += 1; }
    } catch { /* the network is gone again: what is kept stays */ }
  }
  return n;
};
addEventListener("message", (event) => {
  const { officer, paths, forget } = event.data;
  event.waitUntil((async () => {
    for (const name of await named(PAGES)) {
      if (forget || (officer && name !== PAGES + officer)) await caches.delete(name);
    }
    if (officer) await caches.open(PAGES + officer);
    event.ports[0]?.postMessage(paths ? await keep(paths) : 0);
  })());
});

const storable = (answer) =>
  answer.ok && !answer.redirected && (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

const fallback = async () => (await (await caches.open(SHELL)).match(FALLBACK)) ?? Response.error();

const page = async (request, path) => {
  try {
    const answer = await fetch(request);
    if (request.method === "GET" && storable(answer)) await (await pages())?.put(path, answer.clone());
    return answer;
  } catch {
    const kept = await (await pages())?.match(path);
    if (!kept) return fallback();
    const mark = request.method === "POST" ? "data-kept data-unsent" : "data-kept";
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    const policy = kept.headers.get("Content-Security-Policy");
    if (policy) headers["Content-Security-Policy"] = policy;
    return new Response((await kept.text()).replace("<html ", `<html ${mark} `), { headers });
  }
};

const still = async (request) => {
  const shell = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok) await shell.put(request, answer.clone());
    return answer;
  } catch {
    return (await shell.match(request)) ?? Response.error();
  }
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate" && KEPT.test(url.pathname)) event.respondWith(page(request, url.pathname));
  else if (request.mode === "navigate" && request.method === "GET") event.respondWith(fetch(request).catch(fallback));
  else if (request.method === "GET" && url.pathname.startsWith("/static/")) event.respondWith(still(request));
});
