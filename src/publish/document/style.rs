//! Selects the rules of a style sheet that can apply to a page: each page contains only those.
//!
//! A rule can't apply if its selector names an element, a class or an id that is not on the page. So the selection
//! needs only the style sheet and the page, and no list of which part needs which styles.

use std::collections::BTreeSet;
use std::convert::Infallible;

use cssparser::{
    AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser, Token,
};

use crate::view::markup::Markup;

/// A style sheet.
pub struct Sheet {
    rules: Vec<Rule>,
    /// All names in the selectors of the sheet.
    known: BTreeSet<Name>,
}

/// A name in a selector.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// The name of an element.
    Element(String),
    /// A class.
    Class(String),
    /// An id.
    Id(String),
}

enum Rule {
    Style {
        selectors: Vec<Selector>,
        /// All selectors, as they are written in the sheet.
        all: String,
        block: String,
    },
    /// Rules under a condition, such as `@media print`.
    Group {
        condition: String,
        rules: Vec<Rule>,
    },
    Animation {
        name: String,
        text: String,
    },
    /// Text that this parser doesn't understand. All pages get it.
    Other(String),
}

struct Selector {
    text: String,
    names: Vec<Name>,
}

impl Sheet {
    /// Parses a style sheet. Parts that can't be parsed are given to all pages.
    pub fn parse(css: &str) -> Self {
        let rules = rules(&mut Parser::new(css));
        let mut known = BTreeSet::new();
        collect(&rules, &mut known);
        Self { rules, known }
    }

    /// Those of these names that are in any selector.
    pub fn known(&self, names: BTreeSet<Name>) -> BTreeSet<Name> {
        names.into_iter().filter(|name| self.known.contains(name)).collect()
    }

    /// The rules for a page that contains these names.
    pub fn of(&self, names: &BTreeSet<Name>) -> String {
        let mut css = String::new();
        write(&self.rules, names, &mut css);
        // An animation is needed if any selected rule contains its name.
        let animations = self.rules.iter().filter_map(|rule| match rule {
            Rule::Animation { name, text } if css.contains(name.as_str()) => Some(text.as_str()),
            _ => None,
        });
        let animations: String = animations.collect();
        css + &animations
    }
}

/// The names on a page.
pub fn names(body: &Markup) -> BTreeSet<Name> {
    let mut names = BTreeSet::from([Name::Element("html".to_owned())]);
    body.visit(&mut |parts| {
        names.insert(Name::Element(parts.tag.to_owned()));
        names.extend(
            parts.get("class").into_iter().flat_map(str::split_whitespace).map(|class| Name::Class(class.to_owned())),
        );
        names.extend(parts.get("id").map(|id| Name::Id(id.to_owned())));
    });
    names
}

fn collect(rules: &[Rule], names: &mut BTreeSet<Name>) {
    for rule in rules {
        match rule {
            Rule::Style { selectors, .. } => names.extend(selectors.iter().flat_map(|selector| selector.names.clone())),
            Rule::Group { rules, .. } => collect(rules, names),
            Rule::Animation { .. } | Rule::Other(_) => {}
        }
    }
}

fn write(rules: &[Rule], names: &BTreeSet<Name>, css: &mut String) {
    for rule in rules {
        match rule {
            Rule::Style { selectors, all, block } => {
                let can_apply = |selector: &&Selector| selector.names.iter().all(|name| names.contains(name));
                let kept: Vec<_> = selectors.iter().filter(can_apply).map(|selector| selector.text.as_str()).collect();
                if kept.len() == selectors.len() {
                    css.extend([all, "{", block, "}"]);
                } else if !kept.is_empty() {
                    css.extend([&kept.join(","), "{", block, "}"]);
                }
            }
            Rule::Group { condition, rules } => {
                let mut inner = String::new();
                write(rules, names, &mut inner);
                if !inner.is_empty() {
                    css.extend([condition, "{", &inner, "}"]);
                }
            }
            Rule::Animation { .. } => {}
            Rule::Other(text) => css.push_str(text),
        }
    }
}

fn rules(input: &mut Parser) -> Vec<Rule> {
    let mut reader = Reader;
    let rules = StyleSheetParser::new(input, &mut reader).map(|rule| match rule {
        Ok(rule) => rule,
        Err((_, text, _)) => Rule::Other(text.to_owned()),
    });
    rules.collect()
}

struct Reader;

impl<'i> QualifiedRuleParser<'i> for Reader {
    type Prelude = (Vec<Selector>, String);
    type QualifiedRule = Rule;
    type Error = Infallible;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, ParseError<Infallible>> {
        let start = input.position();
        let selectors = input.parse_comma_separated(selector)?;
        Ok((selectors, input.slice_from(start).to_owned()))
    }

    fn parse_block(
        &mut self,
        (selectors, all): Self::Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Rule, ParseError<Infallible>> {
        Ok(Rule::Style { selectors, all, block: rest(input) })
    }
}

impl<'i> AtRuleParser<'i> for Reader {
    type Prelude = (CowRcStr<'i>, String);
    type AtRule = Rule;
    type Error = Infallible;

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Self::Prelude, ParseError<Infallible>> {
        Ok((name, rest(input)))
    }

    fn rule_without_block(&mut self, (name, prelude): Self::Prelude, _: &ParserState) -> Result<Rule, ()> {
        Ok(Rule::Other(format!("@{name}{prelude};")))
    }

    fn parse_block(
        &mut self,
        (name, prelude): Self::Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Rule, ParseError<Infallible>> {
        let head = format!("@{name}{prelude}");
        Ok(match name.as_ref() {
            "media" | "supports" | "container" => Rule::Group { condition: head, rules: rules(input) },
            "keyframes" => {
                Rule::Animation { name: prelude.trim().to_owned(), text: format!("{head}{{{}}}", rest(input)) }
            }
            _ => Rule::Other(format!("{head}{{{}}}", rest(input))),
        })
    }
}

/// The rest of the input.
fn rest(input: &mut Parser) -> String {
    let start = input.position();
    while input.next().is_ok() {}
    input.slice_from(start).to_owned()
}

/// Parses a selector into the names that must be on the page. Names in brackets are ignored: inside `:is()` and
/// `:not()` they need not be on the page.
fn selector(input: &mut Parser) -> Result<Selector, ParseError<Infallible>> {
    input.skip_whitespace();
    let start = input.position();
    let mut names = Vec::new();
    let mut before = None;
    while let Ok(token) = input.next_including_whitespace() {
        let token = token.clone();
        match (&before, &token) {
            (Some(Token::Delim('.')), Token::Ident(class)) => names.push(Name::Class(class.to_string())),
            (Some(Token::Colon), Token::Ident(_)) => {}
            (_, Token::Ident(element)) => names.push(Name::Element(element.to_string())),
            (_, Token::IDHash(id)) => names.push(Name::Id(id.to_string())),
            _ => {}
        }
        before = Some(token);
    }
    Ok(Selector { text: input.slice_from(start).trim_end().to_owned(), names })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(css: &str, names: &[Name]) -> String {
        Sheet::parse(css).of(&names.iter().cloned().collect())
    }

    fn class(name: &str) -> Name {
        Name::Class(name.to_owned())
    }

    fn element(name: &str) -> Name {
        Name::Element(name.to_owned())
    }

    #[test]
    fn what_can_apply_is_kept_and_what_can_not_is_left_out() {
        let page = [element("p"), element("a"), class("kicker"), class("figure"), Name::Id("page".to_owned())];
        for (css, kept) in [
            ("p{a:b}", "p{a:b}"),
            ("table{a:b}", ""),
            (".kicker{a:b}", ".kicker{a:b}"),
            (".table{a:b}", ""),
            ("p.kicker > a:hover::before{a:b}", "p.kicker > a:hover::before{a:b}"),
            ("p.table > a{a:b}", ""),
            (".table,.kicker,td{a:b}", ".kicker{a:b}"),
            ("#page{a:b}#other{a:b}", "#page{a:b}"),
            (":root,:host{--a: b}", ":root,:host{--a: b}"),
            ("*,::before{a:b}", "*,::before{a:b}"),
            ("[data-state=ready]{a:b}", "[data-state=ready]{a:b}"),
            (".figure:not(.lead){a:b}", ".figure:not(.lead){a:b}"),
            (".figure:is(.wide,.full) td{a:b}", ""),
            (":is(.table,.kicker){a:b}", ":is(.table,.kicker){a:b}"),
            ("p:has(> table){a:b}", "p:has(> table){a:b}"),
            (".figure>a+p{a:b;c:url(x.y)}", ".figure>a+p{a:b;c:url(x.y)}"),
            ("@media print{td{a:b}p{c:d}}", "@media print{p{c:d}}"),
            ("@media print{td{a:b}}", ""),
            ("@supports (a:b){@media print{.table{a:b}.kicker{c:d}}}", "@supports (a:b){@media print{.kicker{c:d}}}"),
            ("@keyframes appear{0%{a:b}}p{animation:appear 1s}", "p{animation:appear 1s}@keyframes appear{0%{a:b}}"),
            ("@keyframes appear{0%{a:b}}td{animation:appear 1s}", ""),
            ("@import \"a.css\";", "@import \"a.css\";"),
            ("@font-face{a:b}", "@font-face{a:b}"),
            ("p{content:\".table\"}", "p{content:\".table\"}"),
            ("P{a:b}", ""),
        ] {
            assert_eq!(of(css, &page), kept, "{css}");
        }
    }

    #[test]
    fn on_a_page_with_everything_nothing_is_left_out() {
        let css = include_str!("../../../style/table.css");
        let names = css.split(|c: char| !(c.is_ascii_alphanumeric() || "-.#".contains(c)));
        let names: Vec<_> = names.flat_map(|name| [class(name.trim_start_matches('.')), element(name)]).collect();
        let sheet = Sheet::parse(css);
        let count = |css: &str| css.matches('{').count();
        assert_eq!(count(&sheet.of(&names.into_iter().collect())), count(css));
    }
}
