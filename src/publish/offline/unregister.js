// This site keeps no copies on the devices of its readers. Where it did so before, this takes the place of the worker that
// did it, clears its copies away, and goes. It is published as offline.js.

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
