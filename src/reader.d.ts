/**
 * What scripts call of `reader.js`, which wasm-bindgen makes of src/main.rs and src/embed.rs in the build. The scripts are
 * checked without a build.
 */

/** Compiles and starts the wasm, once the response is there. */
export default function init(options: { module_or_path: Response | Promise<Response> }): Promise<unknown>;

/** Opens the bare page. `preloaded` holds the responses under way by address, and a controller for each. */
export function open(
  root: string,
  preloaded: Map<string | Promise<Response>, Promise<Response> | AbortController>,
): void;

/** Appends an article to `place`. Throws a string if `bytes` are no article, and an error if the app panics. */
export function mount(
  place: Element,
  bytes: Uint8Array,
  url: string,
  headingLevel: number,
  card: boolean,
  siteLang: string,
): Mounted;

/** An article that `mount` has appended. */
export interface Mounted {
  /** Removes it, and ends what lives in it. */
  unmount(): void;
}
