//! Features that the dependencies are built with.

use std::process::Command;

/// Event delegation loses clicks inside a shadow root.
#[test]
fn leptos_is_built_without_event_delegation() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--package", "broadsheet", "--target", "wasm32-unknown-unknown"])
        .args(["--edges", "normal,features", "--prefix", "none"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let features = String::from_utf8(tree.stdout).expect("cargo prints text");
    assert!(tree.status.success(), "{}(or run `cargo fetch` first)", String::from_utf8_lossy(&tree.stderr));
    assert!(features.contains("tachys v") && features.contains("leptos feature \"csr\""), "{features}");
    for line in features.lines() {
        assert!(!line.contains("\"delegation\""), "{line}");
        assert!(!line.contains("leptos feature \"ssr\""), "csr and ssr never meet: {line}");
    }
}
