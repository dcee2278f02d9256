//! Rules for how a site looks: contrast, font files and the name of the logo.
//!
//! The least contrasts are those of WCAG 2.2: 1.4.3 for text, 1.4.6 for text that is read for long, and 1.4.11 for the
//! outline of what has the focus.

use std::fs::File;
use std::io::Read as _;

use crate::site::theme::color::Color;
use crate::site::theme::face::Face;
use crate::site::theme::{Mode, Palette, Theme};

use super::Subject;
use super::json_tree::Object;
use super::report::{Findings, Place};

/// The least contrast of text.
const TEXT: f64 = 4.5;

/// The least contrast of text that is read for long.
const RUNNING_TEXT: f64 = 7.0;

/// The colours that stand on others: each with these grounds, and with its least contrast.
const PAIRS: [(&str, &[&str], f64); 6] = [
    ("ink", &["paper", "wash"], TEXT),
    ("muted", &["paper", "wash"], TEXT),
    ("link", &["paper", "wash"], TEXT),
    ("accent", &["paper", "wash"], TEXT),
    ("bar-ink", &["bar"], TEXT),
    ("focus", &["paper"], 3.0),
];

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(site) = subject.tree.root() else { return };
    if let Some(theme) = site.get("theme").and_then(|node| subject.read::<Theme>(node)) {
        subject.tree.each(|object| {
            for mode in Mode::BOTH {
                if object.is_at(&["theme", mode.key()])
                    && let Some(palette) = theme.palette(mode)
                {
                    contrast(&theme, palette, mode, object, findings);
                }
            }
            if object.path().to_string().starts_with("theme.faces[") {
                face(subject, &theme, object, findings);
            }
        });
    }
    let is_blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
    subject.tree.each(|object| {
        if object.is_at(&["logo"])
            && object.get("alt").is_some()
            && is_blank(object.text("alt"))
            && is_blank(site.text("title"))
        {
            let message = "nothing says what the logo shows, since the site has no title";
            findings.error(object.place_of("alt"), "logo-name", message, "write the name of the site into \"alt\"");
        }
    });
}

/// Reports colours that can't be read on their grounds: of each, the worst case. Pairs of which the theme sets neither
/// are the defaults, which can be read.
fn contrast(theme: &Theme, palette: &Palette, mode: Mode, object: &Object, findings: &mut Findings) {
    let paper = Theme::color(Some(theme), mode, "paper").over(mode.canvas());
    let painted = |name: &str| match name {
        "paper" => paper,
        _ => Theme::color(Some(theme), mode, name).over(paper),
    };
    let mut measure = |front: &'static str, grounds: &[&'static str], least| {
        let is_set = |name: &str| palette.color(name).is_some();
        let grounds: Vec<_> = grounds.iter().copied().filter(|ground| is_set(front) || is_set(ground)).collect();
        let measured = grounds.iter().map(|ground| {
            let color = Theme::color(Some(theme), mode, front).over(painted(ground));
            (*ground, color, color.contrast(painted(ground)))
        });
        let worst = measured.min_by(|(.., one), (.., other)| one.total_cmp(other));
        let Some((ground, color, ratio)) = worst.filter(|(.., ratio)| *ratio < least) else { return false };
        let colors: Vec<_> = grounds.iter().map(|ground| painted(ground)).collect();
        // For the text itself, a colour that the next check does not complain about.
        let aim = if front == "ink" { RUNNING_TEXT } else { least };
        let better = color.with_contrast(aim, &colors).or_else(|| color.with_contrast(least, &[painted(ground)]));
        let place = if is_set(front) { object.place_of(front) } else { object.place_of(ground) };
        let pair = Pair { front, ground, color, on: painted(ground), ratio, least, mode };
        pair.report(better, is_set(front), place, findings);
        true
    };
    for (front, grounds, least) in PAIRS {
        if !measure(front, grounds, least) && front == "ink" {
            measure(front, &["paper"], RUNNING_TEXT);
        }
    }
}

struct Pair {
    front: &'static str,
    ground: &'static str,
    color: Color,
    on: Color,
    ratio: f64,
    least: f64,
    mode: Mode,
}

impl Pair {
    fn report(&self, better: Option<Color>, is_set: bool, place: Place, findings: &mut Findings) {
        let Self { front, ground, color, on, ratio, least, mode } = self;
        let mode = mode.key();
        // Not rounded up, so that 4.499 does not read as 4.5.
        let ratio = (ratio * 100.0).floor() / 100.0;
        let message =
            format!("\"{front}\" on \"{ground}\" has a contrast of {ratio}:1 in {mode} colours ({color} on {on})");
        let is_darker = color.contrast(Color::WHITE) > on.contrast(Color::WHITE);
        let other = format!("make \"{ground}\" {}", if is_darker { "lighter" } else { "darker" });
        let help = match better {
            Some(better) if is_set => format!("it needs {least}:1: write \"{front}\": \"{better}\", or {other}"),
            Some(better) => format!("it needs {least}:1: add \"{front}\": \"{better}\" to \"{mode}\", or {other}"),
            None => format!("it needs {least}:1: {other}, since no colour has that here"),
        };
        match *least == RUNNING_TEXT {
            true => findings.warning(place, "contrast", message + ", which tires readers", help),
            false => findings.error(place, "contrast", message + ", so some readers can't see it", help),
        }
    }
}

/// Reports a font file that is none, and one that no text uses.
fn face(subject: &Subject, theme: &Theme, object: &Object, findings: &mut Findings) {
    let Some(face) = subject.read::<Face>(object.node()) else { return };
    if !theme.uses(&face.family) {
        let name = face.family.name();
        let message = format!("no text is in \"{name}\", so no page requests this file");
        let help = format!("name it in the theme, as in \"text\": [\"{name}\", \"serif\"], or remove it");
        findings.warning(object.place_of("family"), "unused-face", message, help);
    }
    let file = object.text("src").and_then(|src| subject.file(src)).filter(|file| file.is_file());
    // A file that can't be read is reported when it is published.
    let start = file.and_then(|file| {
        let mut start = Vec::new();
        File::open(file).ok()?.take(4).read_to_end(&mut start).ok()?;
        Some(start)
    });
    if start.is_some_and(|start| !face.format().begins(&start)) {
        let message = format!("this file is not a font in the format that its name says ({})", face.format().ending);
        findings.error(object.place_of("src"), "not-a-font", message, "save it again as WOFF2");
    }
}
