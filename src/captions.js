// @ts-check
// Captions of another origin than the page's, which is all of them on another site's page and in a sandboxed frame. A
// browser fetches such captions only if it fetches the video by CORS, and by CORS it plays no video of a server without the
// header for it. So a video with such captions is asked for by CORS first, and, if that fails, without: its captions are
// lost then, and it plays. Pages import this file only where there are captions.

const seen = new WeakSet();

/**
 * Sees to the videos below a node. It may be called again when there are more.
 * @param {ParentNode} root
 */
export default function load(root) {
  for (const video of root.querySelectorAll("video")) {
    if (seen.has(video) || ![...video.querySelectorAll("track")].some(isForeign)) continue;
    seen.add(video);
    fetchAnew(video, "anonymous");
    // Of several files the browser takes the first that comes, so the error of the last one is that of all.
    const last = [...video.querySelectorAll("source")].at(-1);
    last?.addEventListener("error", () => fetchAnew(video, null), { once: true });
  }
}

// A page of ours names this file with a fragment.
if (import.meta.url.endsWith("#page")) load(document);

/** @param {HTMLTrackElement} track */
function isForeign({ src }) {
  return /^https?:/.test(src) && !src.startsWith(`${self.origin}/`);
}

/**
 * Where the reader is in it, and whether it plays, stays as it is.
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
