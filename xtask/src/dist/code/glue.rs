//! The glue's text: what it names in the wasm, and what the wasm names in it.

use super::names::Names;
use anyhow::{Context, Result, ensure};

/// How the glue refers to what the wasm exports.
const EXPORTED: &str = "wasm.";
/// How far the functions that the wasm imports are indented in their table.
const INDENT: &str = "        ";

/// The glue, as wasm-bindgen writes it, with the short names of imports and exports.
pub fn renamed(glue: &str, names: &Names) -> Result<String> {
    // Nobody starts the app that way, and esbuild can drop what nobody imports.
    let glue = glue.replace("export { initSync, ", "export { ");
    with_short_imports(&with_short_exports(&glue, names)?, names)
}

fn with_short_exports(glue: &str, names: &Names) -> Result<String> {
    let mut pieces = glue.split(EXPORTED);
    let mut renamed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|letter| !in_a_name(letter)).unwrap_or(piece.len());
        let (name, rest) = piece.split_at(end);
        // Else it's a longer name that ends in the same letters, or a full stop in a comment.
        if !renamed.ends_with(in_a_name) && !name.is_empty() {
            let short = names.exports.get(name).with_context(|| format!("the wasm does not export {name}"))?;
            renamed.extend([EXPORTED, short, rest]);
        } else {
            renamed.extend([EXPORTED, piece]);
        }
    }
    Ok(renamed)
}

fn with_short_imports(glue: &str, names: &Names) -> Result<String> {
    let mut renamed = String::new();
    let mut found = 0;
    for line in glue.lines() {
        let entry = line.strip_prefix(INDENT).and_then(|entry| entry.split_once(": "));
        match entry.and_then(|(name, function)| Some((names.imports.get(name)?, function))) {
            Some((short, function)) => {
                found += 1;
                renamed.extend([short, ": ", function, "\n"]);
            }
            None => renamed.extend([line, "\n"]),
        }
    }
    ensure!(found == names.imports.len(), "it has {found} of {} imports", names.imports.len());
    let module = format!("\"{}\": import0", names.module);
    ensure!(renamed.contains(&module), "it does not name the module {}", names.module);
    Ok(renamed.replace(&module, &format!("{}: import0", Names::SHORT_MODULE)))
}

fn in_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::renamed;
    use crate::dist::code::names::Names;

    const NAMES: &str = r#"{
 "imports": [
  ["./reader_bg.js", "__wbg_body_0da01a9a056907d8", "b"],
  ["./reader_bg.js", "__wbg_get_5f971cbc6950ca4f", "$a"]
 ],
"exports": [
  ["memory", "c"],
  ["open", "d"]
 ]
}"#;

    const GLUE: &str = r#"/** Calls the wasm. */
export function open(root) {
    wasm.open(memory(wasm.memory.buffer), mywasm.open);
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_body_0da01a9a056907d8: function(arg0) {
            const ret = arg0.body;
            return ret;
        },
        __wbg_get_5f971cbc6950ca4f: function() { return handleError(function (arg0) {
            arg0.get();
        }, arguments); },
    };
    return {
        __proto__: null,
        "./reader_bg.js": import0,
    };
}
export { initSync, __wbg_init as default };
"#;

    const SHORT: &str = r#"/** Calls the wasm. */
export function open(root) {
    wasm.d(memory(wasm.c.buffer), mywasm.open);
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
b: function(arg0) {
            const ret = arg0.body;
            return ret;
        },
$a: function() { return handleError(function (arg0) {
            arg0.get();
        }, arguments); },
    };
    return {
        __proto__: null,
        a: import0,
    };
}
export { __wbg_init as default };
"#;

    #[test]
    fn names_between_wasm_and_glue_become_short() -> anyhow::Result<()> {
        assert_eq!(renamed(GLUE, &Names::read(NAMES))?, SHORT);
        Ok(())
    }

    #[test]
    fn a_glue_of_another_shape_is_refused() {
        let names = Names::read(NAMES);
        for (from, to) in
            [("import0,", "import1,"), ("./reader", "./other"), ("_0da01", "_0"), (" wasm.open", " wasm.x")]
        {
            assert!(renamed(&GLUE.replace(from, to), &names).is_err(), "{from} as {to}");
        }
    }
}
