//! Defined terms and cross-references.

use serde::{Deserialize, Serialize};

use super::TextRange;

/// How a term is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefinitionKind {
    /// By a sentence of its own: `"Fees" means ...`, 「服务费」是指……
    Sentence,
    /// In passing, after what it stands for: `(the "Services")`, 以下简称“本服务”.
    Inline,
}

/// A term that the document defines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The term without quotation marks, as written: `Covered Claim`, 服务费.
    pub term: String,
    /// How it is defined.
    pub kind: DefinitionKind,
    /// Where the term stands in its definition.
    pub range: TextRange,
    /// What it means: for a sentence what follows the verb, up to the end of the sentence; in passing, the words of the
    /// sentence before it.
    pub meaning: TextRange,
    /// The clause that defines it: index into [`super::Document::clauses`].
    pub clause: Option<usize>,
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Target {
    /// A clause of this document: index into [`super::Document::clauses`].
    Clause(usize),
    /// An attachment that is not part of this document: its name as written (`Exhibit B`, 附件二).
    Attachment(String),
    /// A provision of a statute or of another document, as far as it is named (`GDPR`, 《民法典》).
    Elsewhere(String),
    /// It looks like a clause of this document, but there is none with this number: a mistake of the draft, or of the
    /// reader.
    Missing,
}

/// A reference to another place: `Section 9.2`, 第10.3条, `Exhibit A`, 附件一.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Where it stands.
    pub range: TextRange,
    /// What it leads to.
    #[serde(with = "target_form")]
    pub target: Target,
}

/// The binary form between processes numbers the fields of a value, and an enum whose tag stands beside its content
/// cannot leave the content out there: the plain form of an enum is used instead.
mod target_form {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Target;

    #[derive(Serialize, Deserialize)]
    enum Plain {
        Clause(usize),
        Attachment(String),
        Elsewhere(String),
        Missing,
    }

    pub(super) fn serialize<S: Serializer>(target: &Target, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return target.serialize(serializer);
        }
        let plain = match target {
            Target::Clause(clause) => Plain::Clause(*clause),
            Target::Attachment(name) => Plain::Attachment(name.clone()),
            Target::Elsewhere(name) => Plain::Elsewhere(name.clone()),
            Target::Missing => Plain::Missing,
        };
        plain.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Target, D::Error> {
        if deserializer.is_human_readable() {
            return Target::deserialize(deserializer);
        }
        Ok(match Plain::deserialize(deserializer)? {
            Plain::Clause(clause) => Target::Clause(clause),
            Plain::Attachment(name) => Target::Attachment(name),
            Plain::Elsewhere(name) => Target::Elsewhere(name),
            Plain::Missing => Target::Missing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Reference, Target, TextRange};

    #[test]
    fn every_target_comes_through_the_binary_form_and_json() {
        for target in
            [Target::Clause(3), Target::Attachment("B".into()), Target::Elsewhere("GDPR".into()), Target::Missing]
        {
            let reference = Reference { range: TextRange::new(1, 2), target };
            let bytes = rmp_serde::to_vec(&reference).unwrap();
            assert_eq!(rmp_serde::from_slice::<Reference>(&bytes).unwrap(), reference);
            let json = serde_json::to_string(&reference).unwrap();
            assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), reference);
        }
    }
}
