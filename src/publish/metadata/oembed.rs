//! oEmbed responses (<https://oembed.com/>): files that tell other sites how to embed the card of an article.

use leptos::prelude::RenderHtml;
use serde_json::{Map, Value, json};

use crate::article::people::Author;
use crate::labels::Labels;
use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::metadata::image::LeadImage;
use crate::publish::metadata::plain;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::{ArticleEntry, Publication};
use crate::view::joint;
use crate::view::markup::{Element, Markup, el, fragment};

/// The width and height of the card's frame in pixels, for hosts that don't read the height from `frame.js`. At this
/// width no card is higher, because `style/framed-card.css` limits its lines.
const CARD: (u32, u32) = (600, 320);

/// The height of the frame for a whole article in pixels. The article scrolls in it.
const WHOLE_HEIGHT: u32 = 800;

/// How long a response may be cached, in seconds: a day.
const CACHE_AGE: u32 = 24 * 3600;

/// The permissions of a frame: to run our script, and to open the links that the reader clicks.
const SANDBOX: &str = "allow-scripts allow-top-navigation-by-user-activation";

/// The oEmbed response of each article, if the site has a `url`.
pub const RESPONSES: Kind = Kind {
    name: "oEmbed responses",
    depends_on: &[Input::Article, Input::Pages, Input::Site],
    make: Make::OfArticle(|context, entry, _, sink| match of_article(context.publication, entry) {
        Some(response) => {
            let mut slugs = context.publication.slugs(entry);
            slugs.try_for_each(|slug| sink.write(&PagePath::oembed(slug).path(), &response))
        }
        None => Ok(()),
    }),
};

/// The oEmbed response of an article; [`None`] if the site has no `url`.
fn of_article(publication: &Publication, entry: &ArticleEntry) -> Option<Vec<u8>> {
    let absolute = Absolute::of(publication);
    let (page, card) = (absolute.to_path(&entry.path)?, absolute.to_path(&PagePath::card(&entry.slug))?);
    let (width, height) = CARD;
    let mut response = Map::new();
    let mut say = |name: &str, value: Value| response.insert(name.to_owned(), value);
    say("version", json!("1.0"));
    say("type", json!("rich"));
    say("provider_name", json!(publication.name()?));
    say("provider_url", json!(absolute.to_path(&PagePath::front(0))?));
    say("title", json!(entry.headline()));
    let authors = &entry.head.authors;
    if !authors.is_empty() {
        say("author_name", json!(names(authors, Labels::of(entry.lang(&publication.site)))));
    }
    // oEmbed has one address for all authors, so it is given only if there is one author.
    if let [author] = &authors[..]
        && let Some(page) = author.href.as_ref().and_then(|link| absolute.to(link))
    {
        say("author_url", json!(page));
    }
    say("cache_age", json!(CACHE_AGE));
    say("html", json!(html(&entry.headline(), page, card)));
    say("width", json!(width));
    say("height", json!(height));
    // oEmbed requires all three fields, or none.
    if let Some((address, Some(size))) = LeadImage::of(&entry.head).and_then(|image| image.preview())
        && let Some(address) = absolute.to(address)
    {
        say("thumbnail_url", json!(address));
        say("thumbnail_width", json!(size.width));
        say("thumbnail_height", json!(size.height));
    }
    Some((plain::data(Value::Object(response)).to_string() + "\n").into_bytes())
}

/// The names of all authors, joined as in a byline.
fn names(authors: &[Author], labels: &'static Labels) -> String {
    let names = authors.iter().enumerate();
    names.map(|(index, author)| joint(index, authors.len(), "", labels).to_owned() + &author.name).collect()
}

/// The HTML to embed: a quotation for programs without frames, then the frame. WordPress accepts exactly these two
/// elements, strips all others, and sets `sandbox` itself (`wp_filter_oembed_result` in its `wp-includes/embed.php`).
/// There is no `scrolling="no"`: in a narrower frame, the end of a card could not be reached.
fn html(headline: &str, page: String, card: String) -> String {
    let quote = el("blockquote").with(el("a").attr("href", page).with(headline));
    let (width, height) = CARD;
    Markup::from(fragment().with(quote).with(frame(headline, card, &width.to_string(), height))).to_html()
}

/// The frame for a whole article, as wide as its container.
pub fn of_whole(headline: &str, address: String) -> Element {
    // The videos in the article need it for full screen.
    frame(headline, address, "100%", WHOLE_HEIGHT).attr("allowfullscreen", "")
}

/// An `iframe` of this address. `width` is in pixels or a percentage, `height` in pixels.
fn frame(headline: &str, address: String, width: &str, height: u32) -> Element {
    el("iframe")
        .attr("sandbox", SANDBOX)
        .attr("src", address)
        .attr("width", width)
        .attr("height", height.to_string())
        .attr("title", headline)
        .attr("frameborder", "0")
}
