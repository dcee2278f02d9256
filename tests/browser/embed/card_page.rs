//! The card page, which sites such as WordPress frame when a post contains an article's address (oEmbed).

use serde::Deserialize;
use serde_json::{Value, json};

use crate::article;
use crate::browser::{Engine, Page, browse_in, browse_in_all_engines};
use crate::server::Answer;
use crate::site::Site;

/// The path of the page with a frame for each card.
const HOST: &str = "host.html";

/// Frame widths in pixels, from the narrowest to the widest that cards support, including those around the breakpoints
/// of the layout.
const WIDTHS: [u32; 22] =
    [200, 220, 240, 280, 318, 320, 322, 360, 375, 400, 414, 416, 418, 447, 480, 520, 600, 639, 641, 768, 900, 1000];

/// Root font sizes, relative to the default.
const SIZES: [&str; 3] = ["100%", "150%", "200%"];

/// Articles whose cards have too much or too little content, by slug.
fn articles() -> Vec<(&'static str, Value)> {
    let image = |width: u32, height: u32| {
        json!({ "type": "image", "src": format!("../images/{width}-{height}.svg"), "width": width, "height": height,
                "alt": "What can be seen. ".repeat(20) })
    };
    let words = |count: usize| "The bell rings at the end of the mole. ".repeat(count).trim().to_owned();
    let long = |lead: Value| {
        let mut article = article::full();
        article["kicker"] = json!(words(3));
        article["headline"] = json!(words(5));
        article["standfirst"] = json!(words(52));
        article["authors"] = json!([words(1), words(2), "A. Writer", "B. Writer", "C. Writer"]);
        article["sponsors"] = json!([{ "kind": "paid", "name": words(3) }, { "kind": "paid", "name": "Paint Co." }]);
        article["published"] = json!("2024-10-04T09:30:00+02:00");
        article["lead"] = lead;
        article
    };
    let of_one_word = |word: &str| {
        let mut article = long(image(1200, 800));
        for field in ["headline", "standfirst"] {
            article[field] = json!(word.repeat(40));
        }
        article["kicker"] = json!(word.repeat(8));
        article
    };
    let in_language = |lang: &str, headline: &str| {
        let mut article = long(image(1200, 800));
        article["lang"] = json!(lang);
        article["headline"] = json!(headline.repeat(6));
        article["standfirst"] = json!(headline.repeat(30));
        article
    };
    let mut marked = long(image(1200, 800));
    let spans = json!([
        { "text": "strong ", "strong": true }, { "text": "code ", "code": true }, { "text": "em ", "em": true },
        { "text": "الجرس ", "lang": "ar" }, { "text": "鐘は波で鳴る ", "lang": "ja" }, { "text": "👩‍👩‍👧‍👦 Å̵̡̛ ", "strong": true },
    ]);
    let spans: Vec<_> = spans.as_array().into_iter().flatten().cycle().take(60).cloned().collect();
    (marked["headline"], marked["standfirst"]) = (json!(spans), json!(spans));
    let mut missing = long(image(1200, 800));
    missing["lead"]["src"] = json!("../images/missing.jpg");
    let mut of_no_size = long(image(1200, 800));
    of_no_size["lead"] = json!({ "type": "embed", "url": "https://example.org/watch", "title": "Elsewhere", "thumbnail": "../images/1-100.svg" });
    let mut short = article::plain("A");
    short["published"] = json!("2024-10-04");
    vec![
        ("long", long(image(1200, 800))),
        ("wide", long(image(1000, 10))),
        ("narrow", long(image(10, 1000))),
        ("portrait", long(image(800, 1200))),
        ("no-size", of_no_size),
        ("missing", missing),
        ("no-image", long(Value::Null)),
        ("short", short),
        ("short-with-image", article::with(article::plain("A"), "lead", image(1200, 800))),
        ("one-word", of_one_word("Donaudampfschifffahrt")),
        ("arabic", in_language("ar", "الجرس عند طرف الرصيف، بلا حبل. ")),
        ("japanese", in_language("ja", "鐘は波で鳴る。誰も綱を引かない。")),
        ("german", in_language("de", "Donaudampfschifffahrtsgesellschaft ")),
        ("marked", marked),
    ]
}

/// A published site with these articles.
fn site() -> Site {
    let site = Site::new(&json!({ "title": "News", "url": "https://news.example/" }));
    let site = articles().iter().fold(site, |site, (slug, article)| site.with_article(slug, article));
    for (width, height) in [(1200, 800), (1000, 10), (10, 1000), (800, 1200), (1, 100)] {
        let image = format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'/>");
        site.write(&format!("images/{width}-{height}.svg"), image);
    }
    site.published()
}

/// Runs a test on a page of the publisher's own origin that frames all cards, so that scripts can read them.
fn visit(site: &Site, test: impl AsyncFn(&Page) + Sync) {
    browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
        let frame = |slug| format!("<iframe name={slug} src=embed/{slug}/card/ height=600 frameborder=0></iframe>");
        let frames: String = articles().into_iter().map(|(slug, _)| frame(slug)).collect();
        page.server.answer(HOST, Answer::web_page(&format!("<!doctype html><title>Host</title>{frames}")));
        page.load(HOST).await;
        let whole =
            "Array.from(frames).every(({ document }) => document.readyState === 'complete' && document.body.className)";
        page.wait_until("all cards", whole).await;
        test(page).await;
    });
}

/// Measurements of a card in its frame.
#[derive(Debug, Deserialize)]
struct Seen {
    slug: String,
    /// Its height, and by how much it is wider than the frame.
    height: f64,
    over: f64,
    /// The bottom edge of its last text.
    end: f64,
    /// The height of its headline, in lines.
    lines: f64,
}

impl Page {
    /// Measures all cards in frames of this width with this root font size.
    async fn cards(&self, width: u32, size: &str) -> Vec<Seen> {
        self.get(&format!(
            "[...document.querySelectorAll('iframe')].map(frame => {{ \
             frame.width = {width}; const {{ documentElement, body }} = frame.contentDocument; \
             documentElement.style.fontSize = '{size}'; const headline = body.querySelector('.headline'); \
             return {{ slug: frame.name, height: documentElement.getBoundingClientRect().height, \
                 over: documentElement.scrollWidth - {width}, \
                 end: Math.max(...[...body.querySelectorAll('.words > *')].map(part => part.getBoundingClientRect().bottom)), \
                 lines: headline.offsetHeight / parseFloat(getComputedStyle(headline).lineHeight) }} }})"
        ))
        .await
    }
}

/// Regression: WordPress limits frames to 1,000 px, and an article is higher. A card is not.
#[test]
fn any_card_is_lower_than_600_px() {
    let site = site();
    visit(&site, async |page| {
        for size in SIZES {
            for width in WIDTHS {
                for Seen { slug, height, over, end, lines } in page.cards(width, size).await {
                    let case = format!("{slug}, {width} px wide, letters of {size}: {height} px");
                    assert!((200.0..600.0).contains(&height), "{case}");
                    assert!(over <= 0.0, "{case}, {over} px too wide");
                    assert!(end < height, "{case}, but its words end at {end}");
                    assert!(lines > 0.9, "{case}, {lines} lines of its headline");
                }
            }
        }
        // At a font size that no browser offers, the card is cut off at its maximum height.
        for card in page.cards(200, "400%").await {
            assert!(card.height < 600.0, "{card:?}");
        }
    });
}

#[test]
fn every_card_fits_the_height_that_oembed_declares() {
    let site = site();
    visit(&site, async |page| {
        let cards = page.cards(600, "100%").await;
        for Seen { slug, height, .. } in cards {
            let answer = std::fs::read(site.path(&format!("oembed/{slug}.json"))).expect("each article has an answer");
            let answer: Value = serde_json::from_slice(&answer).expect("it is JSON");
            assert_eq!(answer["width"], 600, "{slug}");
            let declared = answer["height"].as_f64().expect("a height");
            assert!(height <= declared, "{slug}: {height} px in a frame of {declared}");
        }
    });
}

#[test]
fn a_card_shows_its_image_and_is_one_link() {
    let site = site();
    visit(&site, async |page| {
        page.cards(600, "100%").await;
        for slug in ["portrait", "wide", "short-with-image"] {
            let document = format!("frames[{}].document", json!(slug));
            let image = format!("{document}.querySelector('.picture img')");
            page.run(&format!("{image}.loading = 'eager'")).await;
            page.wait_until(slug, &format!("{image}.naturalWidth > 0")).await;
            let shape: f64 = page.get(&format!("{image}.clientWidth / {image}.clientHeight")).await;
            assert!((shape - 1.5).abs() < 0.05, "{slug}: {shape}");
            let everywhere = format!(
                "[[0.1, 0.1], [0.5, 0.5], [0.9, 0.9]].every(([x, y]) => {document}.elementFromPoint(\
                 x * frames[{0}].innerWidth, y * {document}.documentElement.offsetHeight)?.matches('.headline a'))",
                json!(slug)
            );
            assert!(page.get::<bool>(&everywhere).await, "{slug}");
        }
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

/// Regression: the script looked for the theme in a style sheet that a sandboxed script may not read. It failed, and
/// sent nothing.
#[test]
fn a_card_in_a_sandbox_tells_wordpress_its_height_and_its_link() {
    const LISTENS: &str = "<script>window.told = {}; addEventListener('message', ({ data }) => { \
         if (data.secret === 'abc') told[data.message] = data.value })</script>";
    let site = site();
    browse_in_all_engines(site.host(), async |page| {
        let frame = "<iframe src='embed/long/card/#?secret=abc' sandbox=allow-scripts width=600 height=600></iframe>";
        page.server.answer(HOST, Answer::web_page(&format!("<!doctype html><title>Host</title>{LISTENS}{frame}")));
        page.load(HOST).await;
        page.wait_until("the height", "told.height >= 200 && told.height < 600").await;
        page.click_at(300, 100).await;
        page.wait_until("the link", "told.link").await;
        assert_eq!(page.get::<String>("told.link").await, page.server.url("2024/10/long/"));
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}
