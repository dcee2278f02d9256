//! Host names without Punycode, for display.

use crate::byte_split::split;

/// Decodes the labels of a host from Punycode (<https://www.rfc-editor.org/rfc/rfc3492>): `xn--mnchen-3ya.example:8080`
/// becomes `münchen.example:8080`. A label that is not Punycode is unchanged.
///
/// Browsers have no function for this, and the `idna` crate would add large tables to the wasm. Those tables validate
/// the name, which the parser of addresses has already done. The native tests compare the two.
pub fn in_words(host: &str) -> String {
    let mut name = String::new();
    for (index, label) in split(host, b'.').enumerate() {
        if index > 0 {
            name.push('.');
        }
        // The port follows the last label.
        let end = label.bytes().position(|byte| byte == b':').unwrap_or(label.len());
        let word = label.get(..end).unwrap_or_default();
        match word.strip_prefix("xn--").and_then(decode) {
            Some(word) => name.extend(word),
            None => name.push_str(word),
        }
        name.push_str(label.get(end..).unwrap_or_default());
    }
    name
}

fn decode(label: &str) -> Option<Vec<char>> {
    // Searching or splitting the `str` would add 2 kB to the wasm.
    let hyphen = label.bytes().rposition(|byte| byte == b'-');
    let mut word: Vec<char> = label.get(..hyphen.unwrap_or(0))?.chars().collect();
    let rest = label.get(hyphen.map_or(0, |hyphen| hyphen + 1)..)?;
    let (mut code, mut index, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = rest.bytes().peekable();
    while digits.peek().is_some() {
        let before = index;
        let mut weight = 1_u32;
        for place in 1_u32.. {
            let digit = u32::from(match digits.next()? {
                letter @ b'a'..=b'z' => letter - b'a',
                number @ b'0'..=b'9' => number - b'0' + 26,
                _ => return None,
            });
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let threshold = (36 * place).saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
        }
        let length = word.len() as u32 + 1;
        bias = adapted(index - before, length, before == 0);
        code = code.checked_add(index / length)?;
        index %= length;
        word.insert(index as usize, char::from_u32(code)?);
        index += 1;
    }
    Some(word)
}

fn adapted(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = delta / if first { 700 } else { 2 };
    delta += delta / length;
    let mut steps = 0;
    while delta > 455 {
        delta /= 35;
        steps += 36;
    }
    steps + 36 * delta / (delta + 38)
}
