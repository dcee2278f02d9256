// The bare page of the demo's first article, as a React developer would write it: with the same requests and the same
// elements.
import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

const CONTENT = new URL("../content/", location.href);

// The requests start at once, before the first render.
const json = async (path) => (await fetch(new URL(path, CONTENT), { cache: "no-cache" })).json();
const slug = decodeURIComponent(location.hash.slice(2));
const both = Promise.all([json("site.json"), json(`articles/${slug}.json`)]);

// As in the app, addresses with `javascript:` and other schemes are dropped.
function address(raw, base) {
  const url = new URL(raw, base);
  return /^(https?|mailto|tel):$/.test(url.protocol) ? url.href : undefined;
}

const file = new URL(`articles/${slug}.json`, CONTENT);
const link = (raw) => address(raw, file);

const Linked = ({ href, rel, children }) => (href ? <a href={link(href)} rel={rel}>{children}</a> : children);

function Span({ span }) {
  if (typeof span === "string") return span;
  let words = span.text;
  if (span.code) words = <code dir="ltr">{words}</code>;
  if (span.em) words = <em>{words}</em>;
  if (span.strong) words = <strong>{words}</strong>;
  if (span.lang) words = <span lang={span.lang}>{words}</span>;
  return <Linked href={span.href}>{words}</Linked>;
}

const Text = ({ text }) => (Array.isArray(text) ? text : [text]).map((span, index) => <Span key={index} span={span} />);

function Day({ date }) {
  const format = new Intl.DateTimeFormat("en", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
  return <time dateTime={date}>{format.format(new Date(date))}</time>;
}

function Figure({ image, lead }) {
  const variants = image.variants?.map(({ src, width }) => `${link(src)} ${width}w`) ?? [];
  if (variants.length > 0) variants.push(`${link(image.src)} ${image.width}w`);
  const first = lead ? { fetchPriority: "high" } : { loading: "lazy", decoding: "async" };
  return (
    <figure className={lead ? "figure lead" : "figure"}>
      <img alt={image.alt} width={image.width} height={image.height} {...first}
        sizes={variants.length > 0 ? "(min-width: 63rem) 63rem, 100vw" : undefined}
        srcSet={variants.join(", ") || undefined} src={link(image.src)} />
      <figcaption>
        <p>
          {image.caption && <span className="caption"><Text text={image.caption} /></span>}{" "}
          {image.credit && <span className="credit"><Text text={image.credit} /></span>}{" "}
          {image.source && <span className="source"><Linked href={image.source.href}>{image.source.text ?? "Source"}</Linked></span>}
        </p>
      </figcaption>
    </figure>
  );
}

function Block({ block }) {
  if (typeof block === "string" || Array.isArray(block)) return <p><Text text={block} /></p>;
  switch (block.type) {
    case "heading": {
      const Heading = `h${block.level}`;
      return <Heading><Text text={block.text} /></Heading>;
    }
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return <List className="list">{block.items.map((item, index) => <li key={index}><Text text={item} /></li>)}</List>;
    }
    case "pullquote":
      return <aside className="pullquote"><p><Text text={block.text} /></p></aside>;
    case "quote":
      return <blockquote className="quote"><p><Text text={block.text} /></p></blockquote>;
    case "image":
      return <Figure image={block} />;
    default:
      return <p className="unknown">This part of the article can’t be shown here.</p>;
  }
}

const tag = (tag) => (typeof tag === "string" ? { text: tag } : tag);

function Article({ article }) {
  const kicker = tag(article.kicker);
  return (
    <article className="article" lang={article.lang} dir="ltr">
      <header>
        <p className="kicker"><Linked href={kicker.href}>{kicker.text}</Linked></p>
        <h1 className="headline" tabIndex={-1}><Text text={article.headline} /></h1>
        <p className="standfirst"><Text text={article.standfirst} /></p>
        <address className="byline">
          By {article.authors.map(({ name, href }) => <Linked key={name} href={href} rel="author">{name}</Linked>)}
        </address>
        <p className="dates"><Day date={article.published} /> <span className="updated">Updated <Day date={article.updated} /></span></p>
      </header>
      <Figure image={article.lead} lead />
      {article.body.map((block, index) => <Block key={index} block={block} />)}
      <section className="corrections">
        <h2>Corrections</h2>
        <ul role="list">
          {article.corrections.map(({ kind, date, text }, index) => (
            <li key={index}><strong>{kind}</strong>, <Day date={date} />: <Text text={text} /></li>
          ))}
        </ul>
      </section>
      <ul role="list" className="tags" aria-label="Topics">
        {article.tags.map(tag).map(({ text, href }) => <li key={text}><Linked href={href} rel="tag">{text}</Linked></li>)}
      </ul>
      <section className="acknowledgements" aria-label="Support">
        {article.sponsors.map((sponsor) => (
          <p key={sponsor.name} className="acknowledgement">
            {sponsor.logo && <img className="logo" alt="" width={64} height={64} loading="lazy" src={link(sponsor.logo)} />}
            <span>{sponsor.text ? <Text text={sponsor.text} /> : <Linked href={sponsor.href}>{sponsor.name}</Linked>}</span>
          </p>
        ))}
      </section>
      <section className="related">
        <h2>Read on</h2>
        <ul role="list">
          {article.related.map(({ headline, href, kicker, image }) => (
            <li key={headline}>
              {image && <img alt="" width={3} height={2} loading="lazy" src={link(image)} />}
              <span><span className="kicker">{kicker}</span><a href={link(href)}>{headline}</a></span>
            </li>
          ))}
        </ul>
      </section>
      <p className="rights">© {article.rights.year} <bdi>{article.rights.holder}</bdi></p>
    </article>
  );
}

function Page() {
  const [loaded, setLoaded] = useState();
  const [error, setError] = useState();
  useEffect(() => void both.then(setLoaded, setError), []);
  useEffect(() => {
    if (loaded) document.title = `${loaded[1].headline} – ${loaded[0].title}`;
  }, [loaded]);
  if (error) return <main id="story"><section className="fault" role="alert"><h1>The article couldn’t be reached</h1></section></main>;
  if (!loaded) return <main id="story" />;
  const [site, article] = loaded;
  return (
    <>
      <a className="skip-link" href="#story">Skip to the content</a>
      <aside className="session-bar" aria-label="Your account">
        <span className="line">You are not logged in. <a className="log-in" href={site.session.login}>LOG IN NOW<span aria-hidden="true"> &gt;</span></a></span>
      </aside>
      <header className="masthead"><a className="masthead-title" href="./">{site.title}</a></header>
      <main id="story" tabIndex={-1} data-state="ready"><Article article={article} /></main>
      <footer className="site-footer"><small><bdi>{site.rights}</bdi></small></footer>
    </>
  );
}

createRoot(document.getElementById("page")).render(<StrictMode><Page /></StrictMode>);
