//! What a site is told that wants to embed an article (<https://oembed.com/>): to frame its card.

use leptos::prelude::RenderHtml;
use serde_json::{Map, Value, json};

use crate::article::people::Author;
use crate::labels::Labels;
use crate::view::joint;
use crate::view::markup::{Element, Markup, el, fragment};

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::metadata::image::LeadImage;
use crate::publish::metadata::plain;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::{ArticleEntry, Publication};

/// The width and height of the card's frame in pixels, for those who don't ask how high the card is: at this width no
/// card is higher, by the numbers of lines in `style/framed-card.css`.
const CARD: (u32, u32) = (600, 320);

/// The height of the frame for a whole article in pixels. It scrolls there.
const WHOLE_HEIGHT: u32 = 800;

/// For how long the answer may be kept, in seconds: a day.
const CACHE_AGE: u32 = 24 * 3600;

/// What a frame may do: run our script, and lead to where the reader clicked.
const SANDBOX: &str = "allow-scripts allow-top-navigation-by-user-activation";

/// The answer for each article, if the site says where it is.
pub const ANSWERS: Kind = Kind {
    name: "oEmbed answers",
    depends_on: &[Input::Article, Input::Site],
    make: Make::OfArticle(|context, entry, _, sink| match of_article(context.publication, entry) {
        Some(answer) => sink.write(&PagePath::oembed(&entry.slug).path(), &answer),
        None => Ok(()),
    }),
};

/// The file for an article; [`None`] if the site does not say where it is.
fn of_article(publication: &Publication, entry: &ArticleEntry) -> Option<Vec<u8>> {
    let absolute = Absolute::of(publication);
    let (page, card) = (absolute.place(&entry.place)?, absolute.place(&PagePath::card(&entry.slug))?);
    let (width, height) = CARD;
    let mut answer = Map::new();
    let mut say = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    say("version", json!("1.0"));
    say("type", json!("rich"));
    say("provider_name", json!(publication.name()?));
    say("provider_url", json!(absolute.place(&PagePath::front(1))?));
    say("title", json!(entry.headline()));
    let authors = &entry.head.authors;
    if !authors.is_empty() {
        say("author_name", json!(names(authors, Labels::of(entry.lang(&publication.site)))));
    }
    // There is room for one address, which would be taken for that of all of them.
    if let [author] = &authors[..]
        && let Some(page) = author.href.as_ref().and_then(|link| absolute.to(link))
    {
        say("author_url", json!(page));
    }
    say("cache_age", json!(CACHE_AGE));
    say("html", json!(html(&entry.headline(), page, card)));
    say("width", json!(width));
    say("height", json!(height));
    // All three of them, or none.
    if let Some((address, Some(size))) = LeadImage::of(&entry.head).and_then(|image| image.preview())
        && let Some(address) = absolute.to(address)
    {
        say("thumbnail_url", json!(address));
        say("thumbnail_width", json!(size.width));
        say("thumbnail_height", json!(size.height));
    }
    Some((plain::data(Value::Object(answer)).to_string() + "\n").into_bytes())
}

/// The names of all authors, as a byline has them.
fn names(authors: &[Author], labels: &'static Labels) -> String {
    let names = authors.iter().enumerate();
    names.map(|(index, author)| joint(index, authors.len(), "", labels).to_owned() + &author.name).collect()
}

/// A quotation for those who can't show the frame, then the frame. WordPress wants just that, strips what else there
/// is, and sets `sandbox` itself (`wp_filter_oembed_result` in its `wp-includes/embed.php`). Not `scrolling="no"`:
/// where the frame is narrower than it was meant to be, the rest of a card could not be reached.
fn html(headline: &str, page: String, card: String) -> String {
    let quote = el("blockquote").with(el("a").attr("href", page).with(headline));
    let (width, height) = CARD;
    Markup::from(fragment().with(quote).with(frame(headline, card, &width.to_string(), height))).to_html()
}

/// The frame for a whole article, as wide as the page lets it be.
pub fn of_whole(headline: &str, address: String) -> Element {
    // For the videos in it.
    frame(headline, address, "100%", WHOLE_HEIGHT).attr("allowfullscreen", "")
}

/// A frame, by the address of what is framed; `width` is in pixels, or a percentage, `height` in pixels.
fn frame(headline: &str, address: String, width: &str, height: u32) -> Element {
    el("iframe")
        .attr("sandbox", SANDBOX)
        .attr("src", address)
        .attr("width", width)
        .attr("height", height.to_string())
        .attr("title", headline)
        .attr("frameborder", "0")
}
