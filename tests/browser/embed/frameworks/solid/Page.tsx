import { createSignal, onMount, Show } from "solid-js";
import { NewsArticle } from "./NewsArticle";

export function Page(props: { first: Shown }) {
  const [article, setArticle] = createSignal<Shown | null>(props.first);
  const tell = (event: CustomEvent) => window.tell(event);
  onMount(() => (window.show = (next) => setArticle(next)));
  return (
    <Show when={article()}>
      {(article) => (
        <NewsArticle {...article()} onLoad={tell} onError={tell} onNavigate={tell}>
          <a href="/article">The article</a>
        </NewsArticle>
      )}
    </Show>
  );
}

// @ts-expect-error: no such layout
export const wrong = () => <broadsheet-article layout="wide" />;
