//! What a story is, for machines.

use serde_json::{Value, json};

use super::content::{Publication, Story};

/// A `NewsArticle` of <https://schema.org/>.
pub fn of_story(_: &Publication, story: &Story) -> Value {
    json!({ "@type": "NewsArticle", "headline": story.headline() })
}
