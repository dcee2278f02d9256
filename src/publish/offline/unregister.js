// Published as offline.js on a site that has turned offline reading off. It replaces an earlier worker, deletes its
// copies, and unregisters itself.

addEventListener("install", () => self.skipWaiting());

addEventListener("activate", (event) => {
  const { registration } = self;
  const clear = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith(`broadsheet ${registration.scope} `));
    await Promise.all(names.map((name) => caches.delete(name)));
    await registration.unregister();
  };
  event.waitUntil(clear());
});
