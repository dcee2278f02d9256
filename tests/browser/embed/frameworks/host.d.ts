// The globals that the test and the embedding page share, in every framework.

/** The properties of the component. */
interface Shown {
  src?: string;
  data?: object;
}

interface Window {
  /** The first article, and a promise that resolves when the framework may start. */
  first: Shown;
  mayStart: Promise<void>;
  /** Shows another article, or removes the component. */
  show(article: Shown | null): void;
  /** Records an event that a listener got. */
  tell(event: CustomEvent): void;
}
