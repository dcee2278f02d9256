//! The address of an article, by the pattern of a generator.

/// What a pattern names.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// The date, as the format has it.
    pub date: Option<String>,
    /// The name in the address, without slashes.
    pub slug: String,
    /// The headline.
    pub title: String,
    /// The name of the file, without the date and the extension.
    pub file: String,
    /// The folders in which the file is, below that of the content.
    pub folders: String,
    /// The categories.
    pub categories: Vec<String>,
    /// The collection of Jekyll.
    pub collection: String,
    /// The extension of the address, such as `.html`.
    pub extension: &'static str,
}

/// The address by a pattern, as `/:year/:month/:title/`. [`None`] if it has a word that is not known, or that there is
/// nothing for.
pub(super) fn fill(pattern: &str, parts: &Parts) -> Option<String> {
    let mut address = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once(':') {
        address.push_str(before);
        let length = after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
        let (name, next) = after.split_at(length);
        address.push_str(&part(name, parts)?);
        // Hugo's parts of a list, as in `:sections[1:]`, are not read.
        if next.starts_with('[') {
            return None;
        }
        rest = next;
    }
    address.push_str(rest);
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    Some(if address.starts_with('/') { address } else { format!("/{address}") })
}

fn part(name: &str, parts: &Parts) -> Option<String> {
    let date = |range: std::ops::Range<usize>| parts.date.as_deref()?.get(range).map(str::to_owned);
    let whole = |range| Some(date(range)?.trim_start_matches('0').to_owned());
    let slug = || match parts.slug.as_str() {
        "" => slug(&parts.title),
        given => given.to_owned(),
    };
    Some(match name {
        "year" => date(0..4)?,
        "short_year" => date(2..4)?,
        "month" => date(5..7)?,
        "i_month" => whole(5..7)?,
        "monthname" | "long_month" => month(&date(5..7)?)?.to_owned(),
        "short_month" => month(&date(5..7)?)?.get(..3)?.to_owned(),
        "day" => date(8..10)?,
        "i_day" => whole(8..10)?,
        "hour" => date(11..13)?,
        "minute" => date(14..16)?,
        "second" => date(17..19)?,
        "yearday" | "y_day" => {
            let day: jiff::civil::Date = date(0..10)?.parse().ok()?;
            let number = day.day_of_year();
            if name == "y_day" { format!("{number:03}") } else { number.to_string() }
        }
        "title" if !parts.collection.is_empty() => parts.slug.clone(),
        "title" => self::slug(&parts.title),
        "slug" | "slugorfilename" | "slugorcontentbasename" => slug(),
        "filename" | "contentbasename" => parts.file.clone(),
        "name" => parts.file.clone(),
        "section" => parts.folders.split('/').next().unwrap_or_default().to_owned(),
        "sections" | "path" => match name {
            "path" => format!("{}/{}", parts.folders, parts.file),
            _ => parts.folders.clone(),
        },
        "categories" => parts.categories.iter().map(|name| self::slug(name)).collect::<Vec<_>>().join("/"),
        "slugified_categories" => parts.categories.iter().map(|name| self::slug(name)).collect::<Vec<_>>().join("/"),
        "collection" => parts.collection.clone(),
        "output_ext" => parts.extension.to_owned(),
        _ => return None,
    })
}

fn month(number: &str) -> Option<&'static str> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(number.parse::<usize>().ok()?.checked_sub(1)?).copied()
}

/// Words as generators write them in addresses: letters and digits, with hyphens between them.
pub(super) fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        match c {
            // "it's" is "its".
            '\'' | '’' => {}
            c if c.is_alphanumeric() || c == '_' => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}
