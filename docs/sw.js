/* Pages that were read once can be read again without a network. The network always comes first, so nobody who has one
   is shown old text; what is stored is used when it fails or says nothing for a while, and the page then says so. */
"use strict";

/* The caches of a host belong to all that lives there, other plans too: ours has the place of this one in its name. */
const OWN = "plan:" + self.registration.scope + ":";
const CACHE = OWN + "2";
const BEFORE = "plan-1"; /* the name before, which plans of one host shared */
const PATIENCE = 5000; /* milliseconds */
const UNREAD = "<!doctype html><html lang=zh-CN><meta charset=utf-8><meta name=viewport content='width=device-width'>" +
  "<title>没有网络</title><h1>现在没有网络</h1><p>这一页以前没有打开过，手机或电脑里没有存。打开过的页面可以照常看。</p>";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(forgetOld().then(() => self.clients.claim())));

async function forgetOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OWN) && name !== CACHE).map((name) => caches.delete(name)));
  if (names.includes(BEFORE)) {
    const before = await caches.open(BEFORE);
    const keys = await before.keys();
    const ours = keys.filter((key) => key.url.startsWith(self.registration.scope));
    await Promise.all(ours.map((key) => before.delete(key)));
    if (ours.length === keys.length) await caches.delete(BEFORE);
  }
}

/* One copy a page: what a filter adds to its address is read by the page itself. */
function keyOf(request) {
  if (request.mode !== "navigate") return request.url;
  const address = new URL(request.url);
  address.search = address.hash = "";
  return address.href;
}

async function load(event) {
  const response = await fetch(event.request);
  const isGone = response.status === 404 || response.status === 410 || response.type === "opaqueredirect";
  const copy = response.ok && response.type === "basic" ? response.clone() : null;
  if (copy || isGone) {
    event.waitUntil(
      caches.open(CACHE)
        .then((cache) => copy ? cache.put(keyOf(event.request), copy) : cache.delete(keyOf(event.request)))
        .catch((error) => {
          console.info("not kept for reading offline:", error.message); /* no room: the page itself is there all the same */
        })
    );
  }
  return response;
}

/* A stored page with the reason why it is shown, and the day from which it is: offline.js says so to the visitor. */
async function explain(stored, request, reason) {
  if (request.mode !== "navigate") return stored;
  const words = await stored.text();
  const mark = "<html data-stored=\"" + reason + "\" data-stored-on=\"" + (Date.parse(stored.headers.get("date")) || "") + "\"";
  const headers = new Headers(stored.headers);
  headers.delete("content-length");
  headers.delete("content-encoding"); /* the text is unpacked already */
  return new Response(words.replace("<html", mark), { status: stored.status, headers });
}

async function answer(event) {
  const request = event.request;
  const fresh = load(event);
  fresh.catch(() => {}); /* it may fail after the stored page was shown */
  const stored = await caches.open(CACHE).then((cache) => cache.match(keyOf(request)));
  try {
    if (!stored) return await fresh;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
    return await Promise.race([fresh, late]) || await explain(stored, request, "slow");
  } catch (error) {
    if (stored) return explain(stored, request, "failed");
    if (request.mode !== "navigate") throw error;
    return new Response(UNREAD, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

self.addEventListener("fetch", (event) => {
  const isOurs = event.request.url.startsWith(self.registration.scope);
  if (event.request.method === "GET" && isOurs && !event.request.headers.has("range")) {
    event.respondWith(answer(event));
  }
});
