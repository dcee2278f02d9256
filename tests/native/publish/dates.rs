//! Dates that contradict each other, and moments around midnight.

use serde_json::{Value, json};

use super::paper::Paper;

const PAGE: &str = "2024/10/bell/index.html";

fn article(published: &str, updated: &str) -> Value {
    json!({ "headline": "Bell", "published": published, "updated": updated, "body": ["A."] })
}

/// Publication and change of an article in all machine-readable outputs, as pairs of seconds since 1970.
fn said(paper: &Paper, page: &str) -> Vec<(i64, i64)> {
    let moment = |value: &Value| {
        let text = value.as_str().unwrap_or_else(|| panic!("{value} is no date")).to_owned();
        let whole = if text.len() == 10 { text + "T00:00:00Z" } else { text };
        whole.parse::<jiff::Timestamp>().unwrap().as_second()
    };
    let data = paper.data(page);
    let mut pairs = vec![(moment(&data["datePublished"]), moment(&data["dateModified"]))];
    let head = paper.head(page);
    let meta = |name: &str| {
        let dates = head.attrs(&format!("meta[property='article:{name}_time']"), "content");
        dates.first().map(|date| json!(date))
    };
    if let Some(modified) = meta("modified") {
        pairs.push((moment(&meta("published").unwrap()), moment(&modified)));
    }
    let item = &paper.json("feed.json")["items"][0];
    if item["date_modified"].is_string() {
        pairs.push((moment(&item["date_published"]), moment(&item["date_modified"])));
    }
    let feed = atom_syndication::Feed::read_from(paper.read("feed.xml").as_bytes()).unwrap();
    let entry = &feed.entries[0];
    pairs.push((entry.published.unwrap().timestamp(), entry.updated.timestamp()));
    let sitemap = paper.read("sitemap.xml");
    let last = sitemap.split("<lastmod>").nth(1).unwrap().split('<').next().unwrap();
    pairs.push((pairs[0].0, moment(&json!(last))));
    pairs
}

/// Regression: an article "was modified" before it was published.
#[test]
fn a_change_before_publication_is_in_no_output() {
    for (published, updated, shown) in [
        ("2024-10-04T15:00:00Z", "2024-10-04", true),
        ("2024-10-04T15:00:00Z", "2023-10-04", false),
        ("2024-10-04", "2023-10-04", false),
        // Similar cases, which the bug report did not have.
        ("2024-10-05", "2024-10-05T00:30:00+09:00", true),
        ("2024-10-05T00:30:00+09:00", "2024-10-04T16:00:00Z", true),
        ("2024-10-05T00:30:00+09:00", "2024-10-04T15:00:00Z", false),
        ("2024-10-05T00:30:00+09:00", "2024-10-04", false),
        ("2024-10-05T00:30:00+09:00", "2024-10-05", true),
        ("2024-10-04T23:30:00-05:00", "2024-10-04", true),
        ("2024-10-04", "2024-10-03T23:59:59Z", false),
        ("2024-10-04", "2024-10-04", true),
        ("2024-10-04T15:00:00Z", "2024-10-04T15:00:00Z", true),
        ("2024-10-04T15:00:00Z", "2024-10-05", true),
    ] {
        let paper = Paper::new();
        paper.article("bell", &article(published, updated)).plain("other", "2020-01-01");
        paper.publish();
        for (published, updated) in said(&paper, PAGE) {
            assert!(published <= updated, "{published} {updated}: {:?}", said(&paper, PAGE));
        }
        for page in [PAGE, "embed/bell/index.html"] {
            assert_eq!(paper.page(page).count(".updated"), usize::from(shown), "{published} {updated}");
        }
    }
}

#[test]
fn a_change_after_publication_is_in_every_output_as_written() {
    for (published, updated) in [
        ("2024-10-04", "2024-10-05"),
        ("2024-10-04", "2024-10-04T00:00:01Z"),
        ("2024-10-04T15:00:00+02:00", "2024-10-04T16:00:00+02:00"),
    ] {
        let paper = Paper::new();
        paper.article("bell", &article(published, updated)).plain("other", "2020-01-01");
        paper.publish();
        assert_eq!(paper.data(PAGE)["dateModified"], updated);
        assert_eq!(paper.head(PAGE).attr("meta[property='article:modified_time']", "content"), Some(updated));
    }
}

/// Regression: the dateline said 2025, the address and the year of the rights 2024.
#[test]
fn dateline_address_and_year_agree() {
    for (published, zone, year, month, day) in [
        ("2024-12-31T23:30:00Z", Some("Asia/Tokyo"), 2025, "01", "January 1, 2025"),
        // Similar cases, which the bug report did not have.
        ("2025-01-01T03:00:00Z", Some("America/New_York"), 2024, "12", "December 31, 2024"),
        ("2024-02-29T23:30:00Z", Some("Pacific/Kiritimati"), 2024, "03", "March 1, 2024"),
        ("2024-12-31T23:30:00+09:00", None, 2024, "12", "December 31, 2024"),
        ("2024-12-31T23:30:00-05:00", Some("Nowhere/Never"), 2024, "12", "December 31, 2024"),
        ("2024-12-31", Some("Asia/Tokyo"), 2024, "12", "December 31, 2024"),
        ("2024-12-31T23:30:00Z", Some("Asia/Kathmandu"), 2025, "01", "January 1, 2025"),
    ] {
        let paper = Paper::new();
        let article = json!({
            "headline": "Bell", "published": published, "timeZone": zone, "body": ["A."], "rights": { "holder": "The Paper" },
        });
        paper.article("bell", &article).plain("other", "2020-01-01");
        paper.try_to_publish().unwrap();
        let path = format!("{year}/{month}/bell/index.html");
        assert!(paper.has(&path), "{published} {zone:?}: {:?}", paper.files().into_keys());
        let page = paper.page(&path);
        assert!(page.text(".dates").contains(day), "{}", page.text(".dates"));
        assert!(page.text(".rights").contains(&format!("© {year} ")), "{}", page.text(".rights"));
        assert_eq!(paper.data(&path)["copyrightYear"], year);
        let feed = paper.json("feed.json")["items"][0].to_string();
        assert!(feed.contains(&format!("/{year}/{month}/bell/")) && feed.contains(&format!("© {year} ")), "{feed}");
    }
}
