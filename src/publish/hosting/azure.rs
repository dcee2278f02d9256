//! `staticwebapp.config.json`, for Azure Static Web Apps
//! (<https://learn.microsoft.com/azure/static-web-apps/configuration>).
//!
//! Azure applies the first route that matches a file, and adds those global headers that the route does not set. So the
//! global headers are those of pages, and the routes of other files remove the policy.

use serde_json::{Map, Value, json};

use super::{FRAMES, Header, Redirect, Rules};

/// The size from which on Azure rejects the file, in bytes.
const MAX_BYTES: usize = 20_000;

/// The content of `staticwebapp.config.json`, with as many redirects as fit. From other earlier addresses, pages lead on.
pub fn write(rules: &Rules, redirects: &[Redirect]) -> String {
    let counts: Vec<_> = (1..=redirects.len()).collect();
    let count = counts.partition_point(|count| config(rules, &redirects[..*count]).len() < MAX_BYTES);
    config(rules, &redirects[..count])
}

fn config(rules: &Rules, redirects: &[Redirect]) -> String {
    let redirect = |Redirect { from, to }: &Redirect| json!({ "route": from, "redirect": to, "statusCode": 301 });
    // Azure has patterns for the type of a file, but none for its name: only feeds have these types there.
    let feeds = rules.lists_with_feeds.iter().map(|folder| (format!("/{folder}/*.{{json,xml}}"), &rules.feeds));
    let files = rules.files.iter().map(|(path, headers)| (path.clone(), headers)).chain(feeds);
    let of_files = files.map(|(path, headers)| {
        let mut headers = object(headers);
        // An empty value removes the header. The policy would block the inline styles of an SVG.
        headers.insert("Content-Security-Policy".to_owned(), "".into());
        json!({ "route": path, "headers": headers })
    });
    let of_frames = json!({ "route": format!("/{FRAMES}/*"), "headers": object(&rules.frames) });
    let routes: Vec<_> = redirects.iter().map(redirect).chain(of_files).chain([of_frames]).collect();
    let mut global = object(&rules.all);
    global.extend(object(&rules.pages));
    let config = json!({
        "globalHeaders": global,
        "routes": routes,
        "responseOverrides": { "404": { "rewrite": "/404.html", "statusCode": 404 } },
        // Without the slash at its end, relative addresses in a page would start from the wrong folder.
        "trailingSlash": "always",
        "mimeTypes": {
            ".avif": "image/avif",
            ".mjs": "text/javascript",
            ".vtt": "text/vtt",
            ".wasm": "application/wasm",
            ".webp": "image/webp",
        },
    });
    format!("{config:#}\n")
}

fn object(headers: &[Header]) -> Map<String, Value> {
    headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect()
}
