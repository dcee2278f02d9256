//! The blocks of a text as a whole: levels of headings, bold paragraphs that are headings, breaks.

use serde_json::{Value, json};

use super::names::{kind, plain_text};
use super::{Cause, Loss, is_text};

/// The longest bold paragraph that is taken for a heading, in characters.
const LONGEST_HEADING: usize = 90;

/// Puts the blocks of an article in order.
pub(super) fn tidy(body: Vec<Value>, losses: &mut Vec<Loss>) -> Vec<Value> {
    let mut body = breaks(body);
    bold_headings(&mut body, losses);
    levels(&mut body, losses);
    body
}

/// Puts the blocks within a callout or a cell in order.
pub(super) fn inner(body: Vec<Value>, losses: &mut Vec<Loss>) -> Vec<Value> {
    let mut body = breaks(body);
    levels(&mut body, losses);
    body
}

/// Removes empty paragraphs, and breaks that part nothing. Paragraphs of stars are breaks.
fn breaks(body: Vec<Value>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::with_capacity(body.len());
    for block in body {
        let block = match is_text(&block) && is_break(&plain_text(&block)) {
            true => json!({ "type": "divider" }),
            false => block,
        };
        let is_empty = is_text(&block) && block.as_str().is_some_and(|text| text.trim().is_empty());
        let parts_nothing = kind(&block) == "divider" && kept.last().is_none_or(|last| kind(last) == "divider");
        if !is_empty && !parts_nothing {
            kept.push(block);
        }
    }
    while kept.last().is_some_and(|last| kind(last) == "divider") {
        kept.pop();
    }
    kept
}

fn is_break(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    !text.is_empty()
        && (["⁂", "#", "###", "* * *"].contains(&text.as_str())
            || text.chars().count() >= 3 && text.chars().all(|c| c == '*')
            || text.chars().count() >= 3 && text.chars().all(|c| matches!(c, '-' | '–' | '—' | '_'))
            || text.chars().count() >= 3 && text.chars().all(|c| matches!(c, '•' | '·' | '~' | '=' | '♦' | '◆')))
}

/// Makes bold paragraphs headings if they stand above something.
fn bold_headings(body: &mut [Value], losses: &mut Vec<Loss>) {
    let has_headings = body.iter().any(|block| kind(block) == "heading");
    // The level of the headings around, plus one.
    let mut level = if has_headings { 3 } else { 2 };
    for index in 0..body.len() {
        if kind(&body[index]) == "heading" {
            level = body[index]["level"].as_u64().unwrap_or(2) + 1;
        }
        let is_bold_text = |block: Option<&Value>| block.is_some_and(|block| bold(block).is_some());
        let before = index.checked_sub(1).and_then(|before| body.get(before));
        let is_alone = !is_bold_text(body.get(index + 1)) && !is_bold_text(before);
        let is_above = body.get(index + 1).is_some_and(|next| !matches!(kind(next), "heading" | "divider"));
        if let Some(text) = bold(&body[index]).filter(|_| is_alone && is_above) {
            losses.push(Loss::new(Cause::BoldHeading, &text));
            body[index] = json!({ "type": "heading", "level": level, "text": text });
        }
    }
}

/// The words of a paragraph that looks like a heading.
fn bold(block: &Value) -> Option<String> {
    let [Value::Object(span)] = block.as_array()?.as_slice() else { return None };
    let text = span.get("text")?.as_str()?;
    let is_bold = span.len() == 2 && span.get("strong") == Some(&json!(true));
    let is_heading = text.chars().count() <= LONGEST_HEADING && !text.trim_end().ends_with(['.', ',', ';', ':', '…']);
    (is_bold && is_heading).then(|| text.trim().to_owned())
}

/// Gives headings the levels 2 to 4. The highest that occurs is 2, and none is skipped.
fn levels(body: &mut [Value], losses: &mut Vec<Loss>) {
    let level = |block: &Value| (kind(block) == "heading").then(|| block["level"].as_u64().unwrap_or(2));
    let Some(highest) = body.iter().filter_map(level).min() else { return };
    let mut before = 1;
    for block in body.iter_mut() {
        if let Some(level) = level(block) {
            let level = level + 2 - highest;
            if level > 4 {
                losses.push(Loss::new(Cause::HeadingLevel, plain_text(&block["text"])));
            }
            before = level.min(before + 1).clamp(2, 4);
            block["level"] = json!(before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u64, text: &str) -> Value {
        json!({ "type": "heading", "level": level, "text": text })
    }

    #[test]
    fn the_highest_heading_has_level_2_and_none_is_skipped() {
        for (given, expected) in
            [(&[1, 2, 3][..], &[2, 3, 4][..]), (&[3, 5, 3], &[2, 3, 2]), (&[2, 3, 4, 5, 6], &[2, 3, 4, 4, 4])]
        {
            let mut losses = Vec::new();
            let body = tidy(given.iter().map(|level| heading(*level, "A")).collect(), &mut losses);
            let levels: Vec<_> = body.iter().map(|block| block["level"].as_u64().unwrap()).collect();
            assert_eq!(levels, expected, "{given:?}");
        }
    }

    #[test]
    fn a_bold_paragraph_is_a_heading_if_a_text_is_below_it() {
        let bold = |text: &str| json!([{ "text": text, "strong": true }]);
        let mut losses = Vec::new();
        let body = vec![
            bold("Halving"),
            json!("A text."),
            bold("Not this."),
            json!("b"),
            bold("One"),
            bold("Two"),
            json!("c"),
            bold("End"),
        ];
        let tidied = tidy(body.clone(), &mut losses);
        assert_eq!(tidied[0], heading(2, "Halving"));
        assert_eq!(tidied[1..], body[1..]);
        assert_eq!(losses, [Loss::new(Cause::BoldHeading, "Halving")]);
    }

    #[test]
    fn breaks_part_something() {
        let divider = json!({ "type": "divider" });
        let body =
            vec![divider.clone(), json!("a"), json!("* * *"), divider.clone(), json!("b"), json!(""), divider.clone()];
        assert_eq!(tidy(body, &mut Vec::new()), [json!("a"), divider, json!("b")]);
    }
}
