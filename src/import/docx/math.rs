//! Formulas as words in one line.

use super::xml::Element;

/// The words of a formula, such as `(a+b)/2`.
pub fn words(element: &Element) -> String {
    let mut words = String::new();
    for child in element.elements() {
        write(child, &mut words);
    }
    words.trim().to_owned()
}

fn write(element: &Element, out: &mut String) {
    let part = |name: &str| element.child(name).map(words).unwrap_or_default();
    let sign = |properties: &str, name: &str, usual: &str| {
        let sign = element.at(&[properties, name]).and_then(|sign| sign.attribute("m:val"));
        sign.unwrap_or(usual).to_owned()
    };
    match element.name() {
        "m:t" | "w:t" => out.push_str(&element.text()),
        "m:f" => out.push_str(&format!("{}/{}", grouped(&part("m:num")), grouped(&part("m:den")))),
        "m:sSup" => out.push_str(&format!("{}^{}", part("m:e"), grouped(&part("m:sup")))),
        "m:sSub" => out.push_str(&format!("{}_{}", part("m:e"), grouped(&part("m:sub")))),
        "m:sSubSup" => {
            out.push_str(&format!("{}_{}^{}", part("m:e"), grouped(&part("m:sub")), grouped(&part("m:sup"))));
        }
        "m:rad" => {
            let degree = part("m:deg");
            let root = match degree.as_str() {
                "" => "√".to_owned(),
                "3" => "∛".to_owned(),
                degree => format!("{}√", grouped(degree)),
            };
            out.push_str(&format!("{root}{}", grouped(&part("m:e"))));
        }
        "m:nary" => {
            out.push_str(&sign("m:naryPr", "m:chr", "∫"));
            for (name, mark) in [("m:sub", "_"), ("m:sup", "^")] {
                let limit = part(name);
                if !limit.is_empty() {
                    out.push_str(&format!("{mark}{}", grouped(&limit)));
                }
            }
            out.push_str(&format!(" {}", part("m:e")));
        }
        "m:d" => {
            let separator = sign("m:dPr", "m:sepChr", "|");
            let parts = element.elements().filter(|part| part.name() == "m:e").map(words).collect::<Vec<_>>();
            let (begin, end) = (sign("m:dPr", "m:begChr", "("), sign("m:dPr", "m:endChr", ")"));
            out.push_str(&format!("{begin}{}{end}", parts.join(&separator)));
        }
        "m:m" => {
            let rows = element.elements().filter(|row| row.name() == "m:mr");
            let rows = rows.map(|row| row.elements().map(words).collect::<Vec<_>>().join(", "));
            out.push_str(&rows.collect::<Vec<_>>().join("; "));
        }
        "m:eqArr" => {
            let rows = element.elements().filter(|row| row.name() == "m:e").map(words);
            out.push_str(&rows.collect::<Vec<_>>().join("; "));
        }
        "m:oMath" => {
            // Formulas of one paragraph stand below each other.
            if !out.is_empty() {
                out.push_str("; ");
            }
            out.push_str(&words(element));
        }
        name if name.ends_with("Pr") || matches!(name, "w:del" | "w:moveFrom") => {}
        _ => out.push_str(&words(element)),
    }
}

/// Words in parentheses, if they are more than one sign, name or number.
fn grouped(words: &str) -> String {
    if words.chars().all(char::is_alphanumeric) { words.to_owned() } else { format!("({words})") }
}
