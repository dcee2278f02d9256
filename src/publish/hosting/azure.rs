//! `staticwebapp.config.json`, for Azure Static Web Apps
//! (<https://learn.microsoft.com/azure/static-web-apps/configuration>).
//!
//! Azure applies the first route that matches a file, and adds those global headers that the route does not set. So the
//! global headers are those of pages, and the routes of other files remove the policy.

use serde_json::{Map, Value, json};

use super::{FRAMES, Header, Rules};

/// The content of `staticwebapp.config.json`.
pub fn write(rules: &Rules) -> String {
    let routes: Vec<_> = rules
        .files
        .iter()
        .map(|(path, headers)| {
            let mut headers = object(headers);
            // An empty value removes the header. The policy would block the inline styles of an SVG.
            headers.insert("Content-Security-Policy".to_owned(), "".into());
            json!({ "route": path, "headers": headers })
        })
        .chain([json!({ "route": format!("/{FRAMES}/*"), "headers": object(&rules.frames) })])
        .collect();
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
