// What the test and a host's page have in common, in every framework.

/** What the component is given. */
interface Shown {
  src?: string;
  data?: object;
}

interface Window {
  /** What is shown first, and when the framework may start. */
  first: Shown;
  mayStart: Promise<void>;
  /** Shows another article, or takes the component away. */
  show(article: Shown | null): void;
  /** Notes an event that a listener got. */
  tell(event: CustomEvent): void;
}
