// @ts-check
// Makes cross-origin captions work. On another site's page and in a sandboxed frame, all captions are cross-origin. A
// browser loads such captions only if it requests the video with CORS, and a CORS request fails if the video's server
// sends no CORS header. So this script requests the video with CORS first. If that fails, it requests the video without
// CORS: the video plays, without its captions. Pages import this file only if they have captions.

const seen = new WeakSet();

/**
 * Reloads the videos below a node that have cross-origin captions. Call it again after adding videos.
 * @param {ParentNode} root
 */
export default function load(root) {
  for (const video of root.querySelectorAll("video")) {
    if (seen.has(video) || ![...video.querySelectorAll("track")].some(isForeign)) continue;
    seen.add(video);
    fetchAnew(video, "anonymous");
    // The browser tries the sources in order, so an error of the last one means that all have failed.
    const last = [...video.querySelectorAll("source")].at(-1);
    last?.addEventListener("error", () => fetchAnew(video, null), { once: true });
  }
}

// Our own pages request this file as `captions.js#page`. Other importers call `load` themselves.
if (import.meta.url.endsWith("#page")) load(document);

/** @param {HTMLTrackElement} track */
function isForeign({ src }) {
  return /^https?:/.test(src) && !src.startsWith(`${self.origin}/`);
}

/**
 * Loads the video again, and restores the position and whether it was playing.
 * @param {HTMLVideoElement} video
 * @param {string | null} crossOrigin
 */
function fetchAnew(video, crossOrigin) {
  const { currentTime, paused } = video;
  video.crossOrigin = crossOrigin;
  video.load();
  video.currentTime = currentTime;
  if (!paused) video.play().catch(() => {});
}
