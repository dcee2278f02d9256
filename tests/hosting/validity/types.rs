//! The TypeScript types of the embed: code of a site without a framework compiles. `tests/browser/embed/frameworks.rs`
//! does the same for frameworks.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::SITE;
use crate::{programs, site};

/// The files that an embedding site copies from the publisher.
const COPIED: [&str; 3] = ["embed.mjs", "embed.d.mts", "embed.d.ts"];

/// The code that an embedding site writes.
const WRITTEN: [(&str, &str); 2] =
    [("script.ts", include_str!("types/script.ts")), ("tag.tsx", include_str!("types/tag.tsx"))];

/// How TypeScript resolves modules: as bundlers do, and as Node does.
const WAYS: [(&str, &str); 2] = [("esnext", "bundler"), ("nodenext", "nodenext")];

#[test]
fn documented_code_compiles_with_the_published_types() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("types");
    // Files of an earlier run would be compiled, too.
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    }
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for name in COPIED {
        site::write(&folder.join(name), &site::read(&SITE.join(name)));
    }
    for (name, text) in WRITTEN {
        site::write(&folder.join(name), text.as_bytes());
    }
    site::write(&folder.join("package.json"), json!({ "type": "module" }).to_string().as_bytes());
    for (module, resolution) in WAYS {
        let options = json!({
            "strict": true,
            "noEmit": true,
            "target": "es2022",
            "lib": ["es2022", "dom"],
            "types": [],
            "jsx": "preserve",
            "module": module,
            "moduleResolution": resolution,
        });
        let config = json!({ "compilerOptions": options, "include": ["*"] });
        site::write(&folder.join("tsconfig.json"), config.to_string().as_bytes());
        let outcome = Command::new(programs::find("tsc")).arg("--project").arg(&folder).output();
        let outcome = outcome.unwrap_or_else(|error| panic!("tsc does not start: {error}"));
        assert!(outcome.status.success(), "{resolution}: {}", String::from_utf8_lossy(&outcome.stdout));
    }
}
