//! Characters as PDF files have them and as they are kept.

use compact_str::{CompactString, ToCompactString as _};

/// One drawn character as text: ligatures are taken apart, blanks of any width become a blank, radicals that fonts
/// give instead of the character they look like become that character, invisible marks go.
pub(super) fn fold(c: char) -> CompactString {
    let known = match c {
        '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}'
        | '\t'
        | '\n'
        | '\r' => " ",
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\0'..='\u{8}' => "",
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        '\u{2010}' | '\u{AD}' => "\u{2010}",
        '\u{2011}' => "-",
        '\u{F0B7}' => "•",
        '\u{F0A7}' => "▪",
        '\u{F0A8}' => "☐",
        '\u{F0FE}' => "☑",
        '\u{F0FC}' => "✓",
        '\u{F0D8}' => "➢",
        '\u{2E80}'..='\u{2FDF}' => return radical(c).to_compact_string(),
        _ => return c.to_compact_string(),
    };
    CompactString::const_new(known)
}

/// The character that a radical stands for. Kangxi radicals by their fixed order; of the supplement those that
/// Chinese fonts confuse with characters.
fn radical(c: char) -> char {
    const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广\
                          廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田\
                          疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆\
                          豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
                          黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
    const SUPPLEMENT: [(char, char); 25] = [
        ('⺠', '民'),
        ('⺟', '母'),
        ('⻁', '虎'),
        ('⻄', '西'),
        ('⻅', '见'),
        ('⻆', '角'),
        ('⻉', '贝'),
        ('⻋', '车'),
        ('⻓', '长'),
        ('⻔', '门'),
        ('⻘', '青'),
        ('⻙', '韦'),
        ('⻚', '页'),
        ('⻛', '风'),
        ('⻜', '飞'),
        ('⻝', '食'),
        ('⻢', '马'),
        ('⻣', '骨'),
        ('⻤', '鬼'),
        ('⻥', '鱼'),
        ('⻦', '鸟'),
        ('⻧', '卤'),
        ('⻨', '麦'),
        ('⻩', '黄'),
        ('⻰', '龙'),
    ];
    let index = (c as usize).checked_sub(0x2F00);
    let kangxi = index.and_then(|i| KANGXI.chars().nth(i));
    kangxi.or_else(|| SUPPLEMENT.iter().find(|(from, _)| *from == c).map(|(_, to)| *to)).unwrap_or(c)
}

/// A PDF text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, of which the Latin part is read.
pub(super) fn text_string(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned();
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned();
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8_lossy(rest).into_owned();
    }
    bytes.iter().map(|&b| document_encoding(b)).collect()
}

fn document_encoding(b: u8) -> char {
    // ISO 32000-1, annex D.3: where PDFDocEncoding differs from Latin-1.
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    match b {
        0x80..=0xA0 => HIGH[usize::from(b - 0x80)],
        _ => char::from(b),
    }
}

/// Han characters, kana and the punctuation set with them: between them no blank is written.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3134F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_folded() {
        let cases = [
            ('\u{2002}', " "),
            ('\u{FB03}', "ffi"),
            ('\u{2F00}', "一"),
            ('\u{2F83}', "自"),
            ('\u{2FD5}', "龠"),
            ('\u{2ED3}', "长"),
            ('\u{AD}', "\u{2010}"),
            ('\u{200B}', ""),
            ('责', "责"),
        ];
        for (c, expected) in cases {
            assert_eq!(fold(c), expected, "{c:?}");
        }
    }

    #[test]
    fn text_strings_in_their_encodings() {
        let cases: [(&[u8], &str); 4] =
            [(b"\xFE\xFF\x8D\x23", "责"), (b"\xEF\xBB\xBF\xE8\xB4\xA3", "责"), (b"fi\x93", "fiﬁ"), (b"\xA0", "€")];
        for (bytes, expected) in cases {
            assert_eq!(text_string(bytes), expected);
        }
    }
}
