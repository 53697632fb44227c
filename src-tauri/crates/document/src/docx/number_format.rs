//! Numbers as Word prints them in list labels (`w:numFmt`, ECMA-376 part 1, 17.18.59).

/// `value` in the format that `w:numFmt` names. Formats that are not known print as plain decimals, as Word does.
pub(super) fn format(value: i64, name: &str) -> String {
    match name {
        "none" => String::new(),
        "decimalZero" => format!("{value:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => value.to_string().chars().map(full_width).collect(),
        "numberInDash" => format!("- {value} -"),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperRoman" => roman(value),
        "lowerLetter" => letters(value, 'a'),
        "upperLetter" => letters(value, 'A'),
        "ordinal" => format!("{value}{}", ordinal_suffix(value)),
        "cardinalText" => cardinal(value),
        "ordinalText" => ordinal_text(value),
        "hex" => format!("{value:X}"),
        "chicago" => pick_repeating(value, &["*", "†", "‡", "§"]),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(value, '①', 20),
        "decimalEnclosedParen" => enclosed(value, '⑴', 20),
        "decimalEnclosedFullstop" => enclosed(value, '⒈', 20),
        "ideographEnclosedCircle" => enclosed(value, '㊀', 10),
        "chineseCounting" => chinese(value, &COUNTING, Hundreds::Digits),
        "taiwaneseCounting" => chinese(value, &COUNTING, Hundreds::Digits),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => chinese(value, &THOUSAND, Hundreds::Units),
        "japaneseCounting" => chinese(value, &JAPANESE, Hundreds::Units),
        "koreanCounting" => chinese(value, &JAPANESE, Hundreds::Units),
        "chineseLegalSimplified" => chinese(value, &LEGAL_SIMPLIFIED, Hundreds::Units),
        "ideographLegalTraditional" => chinese(value, &LEGAL_TRADITIONAL, Hundreds::Units),
        "japaneseLegal" => chinese(value, &LEGAL_TRADITIONAL, Hundreds::Units),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(value, '〇'),
        "ideographTraditional" => pick(value, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => pick(value, "子丑寅卯辰巳午未申酉戌亥"),
        _ => value.to_string(),
    }
}

/// A format that Word writes as examples (`001, 002, 003, ...`): as many digits as the first of them has.
pub(super) fn format_like(value: i64, example: &str) -> String {
    let width = example.split(',').next().map_or(0, |first| first.trim().chars().filter(char::is_ascii_digit).count());
    format!("{value:0width$}")
}

fn full_width(c: char) -> char {
    char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_digit()).unwrap_or(c)
}

/// Word repeats the letter past z: `aa`, `bb`, ... `aaa`.
fn letters(value: i64, first: char) -> String {
    let Ok(index) = u32::try_from(value - 1) else { return String::new() };
    let letter = char::from_u32(u32::from(first) + index % 26).unwrap_or(first);
    // Word stops repeating at 30 letters (780).
    letter.to_string().repeat((index as usize / 26 + 1).min(30))
}

fn roman(value: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=32_767).contains(&value) {
        return value.to_string();
    }
    let mut rest = value;
    let mut out = String::new();
    for (sign_value, sign) in SIGNS {
        while rest >= sign_value {
            out.push_str(sign);
            rest -= sign_value;
        }
    }
    out
}

fn ordinal_suffix(value: i64) -> &'static str {
    match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn words(value: i64) -> Option<String> {
    let n = usize::try_from(value).ok()?;
    Some(match n {
        0..=19 => UNITS[n].to_owned(),
        20..=99 if n.is_multiple_of(10) => TENS[n / 10].to_owned(),
        20..=99 => format!("{}-{}", TENS[n / 10], UNITS[n % 10]),
        100..=999 if n.is_multiple_of(100) => format!("{} hundred", UNITS[n / 100]),
        100..=999 => format!("{} hundred {}", UNITS[n / 100], words(value % 100)?),
        _ => return None,
    })
}

fn cardinal(value: i64) -> String {
    words(value).map_or_else(|| value.to_string(), |w| capitalised(&w))
}

fn ordinal_text(value: i64) -> String {
    let Some(text) = words(value) else { return format!("{value}{}", ordinal_suffix(value)) };
    let cut = text.rfind(['-', ' ']).map_or(0, |i| i + 1);
    let (front, last) = text.split_at(cut);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        w if w.ends_with('y') => format!("{}ieth", &w[..w.len() - 1]),
        w => format!("{w}th"),
    };
    capitalised(&format!("{front}{last}"))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The sign of the block that starts at `first`, while it has one.
fn enclosed(value: i64, first: char, count: i64) -> String {
    let sign = u32::try_from(value - 1).ok().filter(|_| (1..=count).contains(&value));
    sign.and_then(|n| char::from_u32(u32::from(first) + n)).map_or_else(|| value.to_string(), String::from)
}

fn pick(value: i64, signs: &str) -> String {
    let sign = usize::try_from(value - 1).ok().and_then(|n| signs.chars().nth(n));
    sign.map_or_else(|| value.to_string(), String::from)
}

fn pick_repeating(value: i64, signs: &[&str]) -> String {
    let Ok(index) = usize::try_from(value - 1) else { return value.to_string() };
    signs[index % signs.len()].repeat((index / signs.len() + 1).min(30))
}

/// Signs of a way to count in Chinese characters.
struct Signs {
    digits: [&'static str; 10],
    /// Ten, hundred, thousand.
    units: [&'static str; 3],
    /// Put where a place is empty (一百零一); empty where the format leaves it out.
    gap: &'static str,
    /// Whether 10 to 19 drop the one (十一, not 一十一).
    short_ten: bool,
    /// Whether 100 and 1000 drop the one (百, not 一百).
    short_hundred: bool,
}

/// What happens from 100 on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hundreds {
    /// Digit by digit: 一○○.
    Digits,
    /// With units: 一百.
    Units,
}

const HAN: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const COUNTING: Signs =
    Signs { digits: HAN, units: ["十", "百", "千"], gap: "○", short_ten: true, short_hundred: false };
const THOUSAND: Signs =
    Signs { digits: HAN, units: ["十", "百", "千"], gap: "零", short_ten: true, short_hundred: false };
const JAPANESE: Signs =
    Signs { digits: HAN, units: ["十", "百", "千"], gap: "", short_ten: true, short_hundred: true };
const LEGAL_SIMPLIFIED: Signs = Signs {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    units: ["拾", "佰", "仟"],
    gap: "零",
    short_ten: false,
    short_hundred: false,
};
const LEGAL_TRADITIONAL: Signs = Signs {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    units: ["拾", "佰", "仟"],
    gap: "零",
    short_ten: false,
    short_hundred: false,
};

fn digits(value: i64, zero: char) -> String {
    let sign = |c: char| match c.to_digit(10) {
        Some(0) => zero.to_string(),
        Some(d) => HAN[d as usize].to_owned(),
        None => c.to_string(),
    };
    value.to_string().chars().map(sign).collect()
}

fn chinese(value: i64, signs: &Signs, hundreds: Hundreds) -> String {
    let Ok(n) = usize::try_from(value) else { return value.to_string() };
    if n == 0 {
        return if signs.gap == "零" { "零".to_owned() } else { "〇".to_owned() };
    }
    if n > 9_999 {
        return value.to_string();
    }
    if n >= 100 && hundreds == Hundreds::Digits {
        return digits(value, '○');
    }
    let mut out = String::new();
    let mut pending_gap = false;
    for (place, unit) in [(1000, Some(2)), (100, Some(1)), (10, Some(0)), (1, None)] {
        let digit = n / place % 10;
        if digit == 0 {
            pending_gap = !out.is_empty();
            continue;
        }
        if pending_gap {
            out.push_str(signs.gap);
            pending_gap = false;
        }
        let silent_one = digit == 1
            && match unit {
                Some(0) => signs.short_ten && (n < 20 || signs.short_hundred),
                Some(_) => signs.short_hundred,
                None => false,
            };
        if !silent_one {
            out.push_str(signs.digits[digit]);
        }
        if let Some(unit) = unit {
            out.push_str(signs.units[unit]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{format, format_like};

    #[test]
    fn prints_what_word_prints() {
        let cases: &[(&str, &[(i64, &str)])] = &[
            ("decimal", &[(0, "0"), (1, "1"), (42, "42"), (-1, "-1")]),
            ("decimalZero", &[(1, "01"), (12, "12"), (123, "123")]),
            ("decimalFullWidth", &[(10, "１０")]),
            ("lowerLetter", &[(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (53, "aaa"), (0, "")]),
            ("upperLetter", &[(3, "C"), (30, "DD")]),
            ("lowerRoman", &[(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (1999, "mcmxcix")]),
            ("upperRoman", &[(5, "V"), (0, "0")]),
            ("ordinal", &[(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (21, "21st"), (112, "112th")]),
            (
                "cardinalText",
                &[(1, "One"), (13, "Thirteen"), (20, "Twenty"), (42, "Forty-two"), (101, "One hundred one")],
            ),
            (
                "ordinalText",
                &[(1, "First"), (12, "Twelfth"), (20, "Twentieth"), (23, "Twenty-third"), (30, "Thirtieth")],
            ),
            ("none", &[(7, "")]),
            ("numberInDash", &[(2, "- 2 -")]),
            ("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "21")]),
            ("decimalEnclosedCircleChinese", &[(3, "③")]),
            ("decimalEnclosedParen", &[(2, "⑵")]),
            ("decimalEnclosedFullstop", &[(3, "⒊")]),
            ("chineseCounting", &[(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一○○")]),
            (
                "chineseCountingThousand",
                &[(10, "十"), (21, "二十一"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一")],
            ),
            ("taiwaneseCountingThousand", &[(12, "十二"), (115, "一百一十五")]),
            ("japaneseCounting", &[(10, "十"), (100, "百"), (111, "百十一"), (205, "二百五")]),
            ("ideographDigital", &[(1, "一"), (10, "一〇"), (25, "二五")]),
            ("chineseLegalSimplified", &[(1, "壹"), (10, "壹拾"), (23, "贰拾叁"), (105, "壹佰零伍")]),
            ("ideographLegalTraditional", &[(2, "貳"), (16, "壹拾陸")]),
            ("ideographTraditional", &[(1, "甲"), (10, "癸"), (11, "11")]),
            ("ideographZodiac", &[(1, "子"), (12, "亥")]),
            ("chicago", &[(1, "*"), (4, "§"), (5, "**")]),
            ("unheardOf", &[(3, "3")]),
        ];
        for (name, values) in cases {
            for (value, expected) in *values {
                assert_eq!(format(*value, name), *expected, "{name} {value}");
            }
        }
        assert_eq!(format_like(7, "001, 002, 003, ..."), "007");
        assert_eq!(format_like(7, "odd"), "7");
    }
}
