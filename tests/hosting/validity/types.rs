//! The types of the element, by TypeScript: what `docs/embed.md` tells a host to write compiles.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::SITE;
use crate::{programs, site};

/// What a host copies from the publisher.
const COPIED: [&str; 3] = ["embed.mjs", "embed.d.mts", "embed.d.ts"];

/// What a host writes.
const WRITTEN: [(&str, &str); 2] =
    [("script.ts", include_str!("types/script.ts")), ("tag.tsx", include_str!("types/tag.tsx"))];

/// How modules are looked for: as bundlers do it, and as Node does.
const WAYS: [(&str, &str); 2] = [("esnext", "bundler"), ("nodenext", "nodenext")];

#[test]
fn what_a_host_writes_compiles() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("types");
    // What an earlier run left would be compiled, too.
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
    let documented = include_str!("../../../docs/embed.md").split("```ts\n").skip(1);
    for (number, rest) in documented.enumerate() {
        let text = rest.split_once("```").expect("a block ends").0;
        site::write(&folder.join(format!("documented-{number}.ts")), text.as_bytes());
    }
    // As much of React as the documented types touch.
    std::fs::create_dir_all(folder.join("node_modules/react")).expect("a folder can be made");
    site::write(&folder.join("node_modules/react/package.json"), br#"{ "name": "react", "types": "index.d.ts" }"#);
    let react = "export declare namespace JSX { interface IntrinsicElements { a: object } }\n";
    site::write(&folder.join("node_modules/react/index.d.ts"), react.as_bytes());
    // A module can only be told more where something imports it.
    site::write(&folder.join("page.ts"), b"import \"react\";\n");
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
