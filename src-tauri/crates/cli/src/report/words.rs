//! The words of the report in both languages.

use document::{Format, Language};
use library::{Rating, Severity, Side};

/// One text in both languages; [`Words::pick`] chooses.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// The text of the report's language.
    pub(crate) const fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self.0 {
            Language::En => en,
            Language::Zh => zh,
        }
    }

    /// The text of a library's pair in the report's language.
    pub(crate) fn of(self, text: &library::Bilingual) -> &str {
        self.pick(&text.en, &text.zh)
    }

    /// Words in quotation marks.
    pub(crate) fn quoted(self, text: &str) -> String {
        format!("“{text}”")
    }

    pub(crate) const fn language(self, language: Language) -> &'static str {
        match (language, self.0) {
            (Language::En, Language::En) => "English",
            (Language::En, Language::Zh) => "英文",
            (Language::Zh, Language::En) => "Chinese",
            (Language::Zh, Language::Zh) => "中文",
        }
    }

    pub(crate) const fn format(self, format: Format) -> &'static str {
        match (format, self.0) {
            (Format::Markdown, _) => "Markdown",
            (Format::Html, _) => "HTML",
            (Format::Docx, _) => "Word",
            (Format::Pdf, _) => "PDF",
            (Format::Text, Language::En) => "plain text",
            (Format::Text, Language::Zh) => "纯文本",
        }
    }

    pub(crate) const fn side(self, side: Side) -> &'static str {
        match (side, self.0) {
            (Side::Customer, Language::En) => "reviewed for the customer",
            (Side::Customer, Language::Zh) => "以客户一方审阅",
            (Side::Provider, Language::En) => "reviewed for the provider",
            (Side::Provider, Language::Zh) => "以服务商一方审阅",
        }
    }

    pub(crate) const fn severity(self, severity: Severity) -> &'static str {
        match (severity, self.0) {
            (Severity::High, Language::En) => "High",
            (Severity::Medium, Language::En) => "Medium",
            (Severity::Low, Language::En) => "Low",
            (Severity::Info, Language::En) => "Info",
            (Severity::High, Language::Zh) => "高",
            (Severity::Medium, Language::Zh) => "中",
            (Severity::Low, Language::Zh) => "低",
            (Severity::Info, Language::Zh) => "提示",
        }
    }

    pub(crate) const fn rating(self, rating: Rating) -> &'static str {
        match (rating, self.0) {
            (Rating::WalkAway, Language::En) => "Walk away: worse than a customer should sign",
            (Rating::Poor, Language::En) => "Poor: below the fallback",
            (Rating::Fallback, Language::En) => "Fallback: what a customer can settle for",
            (Rating::Preferred, Language::En) => "Preferred: what a customer would ask for",
            (Rating::WalkAway, Language::Zh) => "不可接受：低于客户的底线",
            (Rating::Poor, Language::Zh) => "较差：低于可接受的方案",
            (Rating::Fallback, Language::Zh) => "可接受：客户可以接受的方案",
            (Rating::Preferred, Language::Zh) => "理想：客户希望争取的方案",
        }
    }

    /// A family by the first part of an id.
    pub(crate) fn family(self, family: &str) -> &str {
        match family {
            "compensation-cap" => self.pick("Compensation cap", "赔偿上限"),
            "exemption" => self.pick("Exemption", "免责"),
            "liability" => self.pick("Liability", "责任"),
            "service-level" => self.pick("Service level", "服务等级"),
            "security" => self.pick("Security and data", "安全与数据"),
            "change-and-exit" => self.pick("Change and exit", "变更与退出"),
            "general" => self.pick("General", "一般条款"),
            other => other,
        }
    }

    /// A number of things: "3 findings", "3 项发现".
    pub(crate) fn count(self, n: usize, one: &str, many: &str, zh: &str) -> String {
        match (self.0, n) {
            (Language::En, 1) => format!("1 {one}"),
            (Language::En, _) => format!("{n} {many}"),
            (Language::Zh, _) => format!("{n} {zh}"),
        }
    }
}
