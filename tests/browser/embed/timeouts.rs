//! Scripts for the embedding page, with which a test does not have to wait for the timeouts of the element.

/// Records every pending timeout as `[callback, delay]` in `window.timeouts`, so that the test can run their callbacks at
/// once.
pub const RECORD: &str = "window.timeouts = new Map(); { const { setTimeout: set, clearTimeout: clear } = window; \
     window.setTimeout = (callback, delay) => { \
         const id = set(() => { timeouts.delete(id); callback(); }, delay); \
         timeouts.set(id, [callback, delay]); return id; }; \
     window.clearTimeout = id => { timeouts.delete(id); clear(id); }; }";

/// Runs the timeouts of [`RECORD`] when the policy of the page has blocked a frame. The frame fires no event then, so the
/// element would wait for ten seconds.
pub const RUN_FOR_BLOCKED_FRAME: &str = "addEventListener('securitypolicyviolation', ({ effectiveDirective }) => { \
     if (effectiveDirective === 'frame-src') for (const [callback] of timeouts.values()) callback(); });";
