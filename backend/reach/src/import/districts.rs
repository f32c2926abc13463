//! Districts as people write them, and the official name that each spelling stands for.
//!
//! A wrong district is worse than none: names one letter apart are often two real neighbourhoods. So only differences
//! of spelling count as close, never another letter in the same place, and never when two districts are as near.

use std::collections::{BTreeMap, HashMap, HashSet};

use hilo_platform::words::folded;

use super::mapping::DistrictList;

/// Spellings kept in memory; a real list has some thousands.
const REMEMBERED: usize = 50_000;
/// Shorter names are too close to each other.
const CLOSE_FROM: usize = 8;

/// How an official name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The official name but for case, accents and blanks.
    Exact,
    /// Another name of the list.
    Alias,
    /// The same name in another spelling.
    Close,
    /// None, or more than one.
    Unmapped,
}

/// What became of the districts of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DistrictCounts {
    /// Rows by how their district was found.
    pub rows: BTreeMap<&'static str, u64>,
    /// Spellings that were found by alias or closeness, with their district.
    pub learned: BTreeMap<String, String>,
    /// Spellings that were not, with their rows.
    pub unmapped: BTreeMap<String, u64>,
}

/// Official districts with everything that is known of their spellings.
#[derive(Debug)]
pub struct Districts {
    prefixes: Vec<String>,
    /// By folded name; the flag says that it is the official one.
    names: HashMap<String, (String, bool)>,
    /// By [`sound`]; only where one district has it.
    sounds: HashMap<String, String>,
    remembered: HashMap<String, (Found, Option<String>)>,
}

impl Districts {
    /// Prepares a list.
    pub fn new(list: &DistrictList) -> Self {
        let mut names = HashMap::new();
        for (official, others) in &list.aliases {
            for other in others {
                names.insert(folded(other), (official.clone(), false));
            }
        }
        for official in &list.official {
            names.insert(folded(official), (official.clone(), true));
        }
        let mut prefixes: Vec<String> = list
            .prefixes
            .iter()
            .map(|prefix| format!("{} ", folded(prefix)))
            .collect();
        prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        Self {
            sounds: sounds(&names),
            prefixes,
            names,
            remembered: HashMap::new(),
        }
    }

    /// The official name of a spelling.
    pub fn find(&mut self, spelling: &str) -> (Found, Option<String>) {
        if let Some(known) = self.remembered.get(spelling) {
            return known.clone();
        }
        let found = self.look(spelling);
        if self.remembered.len() < REMEMBERED {
            self.remembered.insert(spelling.to_owned(), found.clone());
        }
        found
    }

    fn look(&self, spelling: &str) -> (Found, Option<String>) {
        let whole = folded(spelling);
        let bare = self
            .prefixes
            .iter()
            .find_map(|prefix| whole.strip_prefix(prefix.as_str()))
            .unwrap_or(&whole);
        let known = self.names.get(&whole).or_else(|| self.names.get(bare));
        if let Some((official, is_official)) = known {
            let how = if *is_official {
                Found::Exact
            } else {
                Found::Alias
            };
            return (how, Some(official.clone()));
        }
        let sound = sound(bare);
        match self
            .sounds
            .get(&sound)
            .cloned()
            .or_else(|| self.slip(&sound))
        {
            Some(official) => (Found::Close, Some(official)),
            None => (Found::Unmapped, None),
        }
    }

    /// The one district whose name is a slip of the fingers away: a letter too many, too few, or two exchanged.
    fn slip(&self, sound: &str) -> Option<String> {
        let length = sound.chars().count();
        if length < CLOSE_FROM {
            return None;
        }
        let is_slip = |name: &&String| {
            let is_same_length = name.chars().count() == length;
            strsim::damerau_levenshtein(name, sound) == 1
                && (!is_same_length || is_exchange(name, sound))
        };
        let near: HashSet<&String> = self
            .sounds
            .iter()
            .filter(|(name, _)| is_slip(name))
            .map(|(_, official)| official)
            .collect();
        let mut near = near.into_iter();
        match (near.next(), near.next()) {
            (Some(only), None) => Some(only.clone()),
            _ => None,
        }
    }
}

fn is_exchange(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

fn sounds(names: &HashMap<String, (String, bool)>) -> HashMap<String, String> {
    let mut found: HashMap<String, Option<String>> = HashMap::new();
    for (name, (official, _)) in names {
        found
            .entry(sound(name))
            .and_modify(|known| *known = known.take().filter(|known| known == official))
            .or_insert_with(|| Some(official.clone()));
    }
    found
        .into_iter()
        .filter_map(|(sound, official)| Some((sound, official?)))
        .collect()
}

/// A name without what Portuguese and Spanish spelling leave open: blanks, doubled letters, and letters that sound alike.
fn sound(folded: &str) -> String {
    const ALIKE: &[(&str, &str)] = &[
        ("ge", "je"),
        ("gi", "ji"),
        ("ph", "f"),
        ("th", "t"),
        ("y", "i"),
        ("z", "s"),
        ("k", "c"),
        ("w", "v"),
    ];
    let text: String = folded.split_whitespace().map(written_out).collect();
    let mut text = ALIKE
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    let mut last = None;
    text.retain(|letter| last.replace(letter) != Some(letter));
    text
}

fn written_out(word: &str) -> &str {
    match word {
        "jd" | "jrd" | "jard" => "jardim",
        "vl" => "vila",
        "pq" | "pque" => "parque",
        "cid" | "cdd" => "cidade",
        "sto" => "santo",
        "sta" => "santa",
        "s" => "sao",
        other => other,
    }
}

impl Found {
    /// The word of the report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Close => "close",
            Self::Unmapped => "unmapped",
        }
    }
}

impl DistrictCounts {
    /// Counts one row.
    pub fn count(&mut self, spelling: &str, found: Found, official: Option<&str>) {
        *self.rows.entry(found.as_str()).or_default() += 1;
        match (found, official) {
            (Found::Alias | Found::Close, Some(official))
                if !self.learned.contains_key(spelling) =>
            {
                self.learned
                    .insert(spelling.to_owned(), official.to_owned());
            }
            (Found::Unmapped, _) => *self.unmapped.entry(spelling.to_owned()).or_default() += 1,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn districts() -> Districts {
        Districts::new(&DistrictList {
            official: [
                "Porto Azul",
                "Guaianases",
                "Vila Sônia",
                "Lajeado",
                "Sé",
                "Alto da Serra Velha",
            ]
            .map(str::to_owned)
            .to_vec(),
            prefixes: vec!["distrito de".to_owned()],
            aliases: [("Porto Azul".to_owned(), vec!["Cais Novo".to_owned()])].into(),
        })
    }

    fn found(spelling: &str) -> (Found, Option<String>) {
        districts().find(spelling)
    }

    #[test]
    fn case_accents_blanks_and_prefixes_do_not_matter() {
        for spelling in ["PORTO AZUL", "  porto  ázul ", "Distrito de Porto Azul"] {
            assert_eq!(
                found(spelling),
                (Found::Exact, Some("Porto Azul".to_owned())),
                "{spelling}"
            );
        }
        assert_eq!(found("se").0, Found::Exact);
    }

    #[test]
    fn other_names_and_other_spellings_are_told_apart() {
        assert_eq!(found("cais novo").0, Found::Alias);
        for (spelling, official) in [
            ("GUAIANAZES", "Guaianases"),
            ("Lageado", "Lajeado"),
            ("Vl Sonia", "Vila Sônia"),
            ("Alto da Serra Velah", "Alto da Serra Velha"),
            ("Alto da Sera Velha", "Alto da Serra Velha"),
        ] {
            assert_eq!(
                found(spelling),
                (Found::Close, Some(official.to_owned())),
                "{spelling}"
            );
        }
    }

    #[test]
    fn another_letter_is_another_place() {
        assert_eq!(found("Vila Sofia"), (Found::Unmapped, None));
        assert_eq!(found("Vila Verde"), (Found::Unmapped, None));
    }

    #[test]
    fn two_equally_near_names_give_none() {
        let mut near = Districts::new(&DistrictList {
            official: vec!["Campo do Rio".to_owned(), "Campo do Rioa".to_owned()],
            prefixes: Vec::new(),
            aliases: BTreeMap::new(),
        });
        assert_eq!(near.find("Campo do Riao"), (Found::Unmapped, None));
    }
}
