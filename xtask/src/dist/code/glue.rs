//! Replaces the names of imports and exports in the glue, wasm-bindgen's JavaScript.

use super::names::Names;
use anyhow::{Context, Result, ensure};

/// The prefix of an export's name in the glue.
const EXPORTED: &str = "wasm.";
/// The indentation of each import in the glue's object of imports.
const INDENT: &str = "        ";

/// Returns the glue with the short names of imports and exports.
pub fn renamed(glue: &str, names: &Names) -> Result<String> {
    // Nothing imports `initSync`. If it is not exported, esbuild can remove it.
    let glue = glue.replace("export { initSync, ", "export { ");
    with_short_imports(&with_short_exports(&glue, names)?, names)
}

fn with_short_exports(glue: &str, names: &Names) -> Result<String> {
    let mut pieces = glue.split(EXPORTED);
    let mut renamed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|letter| !is_name_character(letter)).unwrap_or(piece.len());
        let (name, rest) = piece.split_at(end);
        // Otherwise `wasm.` is the end of another name, as in `mywasm.`, or of a sentence in a comment.
        if !renamed.ends_with(is_name_character) && !name.is_empty() {
            let short = names
                .exports
                .get(name)
                .with_context(|| format!("it uses the export {name}, which the wasm does not have"))?;
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
    ensure!(found == names.imports.len(), "it has only {found} of the {} imports of the wasm", names.imports.len());
    let module = format!("\"{}\": import0", names.module);
    ensure!(renamed.contains(&module), "it does not name the module of the imports, {}", names.module);
    Ok(renamed.replace(&module, &format!("{}: import0", Names::SHORT_MODULE)))
}

fn is_name_character(letter: char) -> bool {
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
    fn imports_and_exports_get_short_names() -> anyhow::Result<()> {
        assert_eq!(renamed(GLUE, &Names::read(NAMES))?, SHORT);
        Ok(())
    }

    #[test]
    fn unexpected_glue_is_an_error() {
        let names = Names::read(NAMES);
        for (from, to) in
            [("import0,", "import1,"), ("./reader", "./other"), ("_0da01", "_0"), (" wasm.open", " wasm.x")]
        {
            assert!(renamed(&GLUE.replace(from, to), &names).is_err(), "{from} as {to}");
        }
    }
}
