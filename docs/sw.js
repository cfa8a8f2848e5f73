/* Pages that were read once can be read again without a network. The network always comes first, so nobody who has one
   is shown old text; what is stored is used when it fails or says nothing for a while. */
"use strict";

const CACHE = "plan-1";
const PATIENCE = 5000; /* milliseconds */
const UNREAD = "<!doctype html><html lang=zh-CN><meta charset=utf-8><meta name=viewport content='width=device-width'>" +
  "<title>没有网络</title><h1>现在没有网络</h1><p>这一页以前没有打开过，手机或电脑里没有存。打开过的页面可以照常看。</p>";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

async function load(event) {
  const response = await fetch(event.request);
  if (response.ok && response.type === "basic") {
    const copy = response.clone();
    event.waitUntil(
      caches.open(CACHE).then((cache) => cache.put(event.request, copy)).catch((error) => {
        console.info("not kept for reading offline:", error.message); /* no room: the page itself is there all the same */
      })
    );
  }
  return response;
}

async function answer(event) {
  const request = event.request;
  const stored = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
  const fresh = load(event);
  try {
    if (!stored) return await fresh;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, stored));
    return await Promise.race([fresh, late]);
  } catch (error) {
    if (stored) return stored;
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
