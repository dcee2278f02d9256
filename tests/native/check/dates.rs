//! Dates that contradict each other.

use serde_json::json;

use super::{folder, found};

/// Regression: days were compared, although moments were written.
#[test]
fn an_update_before_publication_is_reported_by_moments_or_by_days() {
    let folder = folder("order-of-dates");
    for (published, updated, zone, is_found) in [
        ("2024-10-05T00:30:00+09:00", "2024-10-04T16:00:00Z", None, false),
        ("2024-10-05T00:30:00+09:00", "2024-10-04T15:29:59Z", None, true),
        // Similar cases, which the bug report did not have.
        ("2024-10-04T20:00:00-05:00", "2024-10-05T00:30:00Z", None, true),
        ("2024-10-04T20:00:00-05:00", "2024-10-05T01:00:00Z", None, false),
        ("2024-10-04T15:00:00Z", "2024-10-04", None, false),
        ("2024-10-04T15:00:00Z", "2024-10-03", None, true),
        ("2024-10-05T00:30:00+09:00", "2024-10-04", None, true),
        ("2024-10-05T00:30:00+09:00", "2024-10-04", Some("UTC"), false),
        ("2024-10-04T23:30:00Z", "2024-10-04", Some("Asia/Tokyo"), true),
        ("2024-10-04", "2024-10-04T00:00:00+14:00", None, false),
        ("2024-10-04", "2024-10-03T23:59:59-11:00", None, true),
        ("2024-10-04", "2023-10-04", None, true),
        ("2024-10-04", "2024-10-04", None, false),
    ] {
        let article =
            json!({ "headline": "H", "body": ["A."], "published": published, "updated": updated, "timeZone": zone });
        let rules: Vec<_> = found(&folder, &article).into_iter().map(|(rule, ..)| rule).collect();
        let expected: &[_] = if is_found { &["updated-before-published"] } else { &[] };
        assert_eq!(rules, expected, "{published} {updated} {zone:?}");
    }
}
