//! Numbers as people read them: `10,000 articles`.

/// A number with a comma after every third digit from the end.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// So many articles: `no articles`, `1 article`, `10,000 articles`.
pub fn articles(number: usize) -> String {
    match number {
        0 => "no articles".to_owned(),
        _ => things(number, "article"),
    }
}

/// So many things, such as `1 file` or `2 files`.
pub fn things(number: usize, name: &str) -> String {
    match number {
        1 => format!("1 {name}"),
        _ => format!("{} {name}s", grouped(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_comma_after_every_third_digit_from_the_end() {
        for (number, expected) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (10_000, "10,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn a_single_thing_is_singular() {
        assert_eq!([0, 1, 2_000].map(articles), ["no articles", "1 article", "2,000 articles"]);
    }
}
