//! `staticwebapp.config.json`, as Azure's Static Web Apps read it
//! (<https://learn.microsoft.com/azure/static-web-apps/configuration>).
//!
//! A file gets the headers of the first route that it matches, and of the others those that it does not name. So what
//! pages get is for all, and the rest is taken out of it.

use serde_json::{Map, Value, json};

use super::{FRAMES, Header, Rules};

/// The file.
pub fn write(rules: &Rules) -> String {
    let routes: Vec<_> = rules
        .files
        .iter()
        .map(|(path, headers)| {
            let mut headers = object(headers);
            // An empty value takes the header away: a drawing (SVG) has styles of its own.
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
        // Addresses in pages are relative to their folders.
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
