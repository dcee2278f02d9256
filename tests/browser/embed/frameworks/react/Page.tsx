import { useEffect, useState } from "react";
import { NewsArticle } from "./NewsArticle";

export function Page({ first }: { first: Shown }) {
  const [article, setArticle] = useState<Shown | null>(first);
  // This listener causes a render with new listeners.
  const [told, setTold] = useState(0);
  useEffect(() => {
    window.show = setArticle;
  }, []);
  if (!article) return null;
  return (
    <NewsArticle
      {...article}
      onLoad={(event) => (setTold(told + 1), window.tell(event))}
      onError={(event) => window.tell(event)}
      onNavigate={(event) => window.tell(event)}
    >
      <a href="/article">The article</a>
    </NewsArticle>
  );
}

// @ts-expect-error: no such layout
export const wrong = <broadsheet-article layout="wide" />;
