//! Directories of public bodies, read into one shape.

use std::collections::{HashMap, HashSet};

use hilo_registry::entities::Level;
use serde::Deserialize;

use super::report::CatalogueReport;
use super::text;
use crate::import::Refused;

/// A public body as a foreign directory lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub source_id: String,
    pub name: String,
    pub short_name: Option<String>,
    pub level: Level,
    pub place: Option<String>,
    /// `source_id` of the body above it; always listed before.
    pub parent: Option<String>,
    /// Name of the tz database.
    pub zone: String,
}

const LIMA: &str = "America/Lima";

fn rows<T: for<'de> Deserialize<'de>>(csv: &str) -> Result<Vec<T>, Refused> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    reader
        .deserialize()
        .map(|row| row.map_err(Refused::because))
        .collect()
}

#[derive(Deserialize)]
struct Idep {
    id: String,
    ubigeo: String,
    nombre: String,
    sigla: String,
    id_padre: String,
    estado: String,
}

/// Top nodes that are no public bodies: non-governmental, international, private.
const NOT_PUBLIC: &[&str] = &["7", "8", "9"];
/// Top nodes of regional and local governments.
const REGIONAL: &str = "5";
const LOCAL: &str = "6";

/// The Peruvian State as a tree. Its two upper storeys are headings (powers, sectors), not bodies that answer.
///
/// # Errors
/// When the file has other columns.
pub fn pe_entities(csv: &str, report: &mut CatalogueReport) -> Result<Vec<Body>, Refused> {
    let rows: Vec<Idep> = rows(csv)?;
    report.read = u64::try_from(rows.len()).unwrap_or(0);
    let by_id: HashMap<&str, &Idep> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let provinces: HashMap<&str, &str> = rows.iter().filter_map(province).collect();
    let mut bodies = Vec::new();
    for row in &rows {
        let above = above(row, &by_id);
        let Some(top) = above.last().filter(|_| above.len() >= 2) else {
            report.leave_out("heading of the tree, not a body");
            continue;
        };
        if NOT_PUBLIC.contains(&top.id.as_str()) {
            report.leave_out("not a public body");
            continue;
        }
        if row.estado != "t" {
            report.leave_out("no longer exists");
            continue;
        }
        let level = match top.id.as_str() {
            REGIONAL => Level::Regional,
            LOCAL => Level::Local,
            _ => Level::National,
        };
        // The body above, unless it is one of the two storeys of headings.
        let parent = above
            .first()
            .filter(|_| above.len() > 2)
            .map(|parent| parent.id.clone());
        let province = row
            .ubigeo
            .get(..4)
            .and_then(|province| provinces.get(province));
        bodies.push((
            above.len(),
            Body {
                source_id: row.id.clone(),
                name: clean(&row.nombre, report),
                short_name: Some(row.sigla.trim().to_owned()).filter(|short| !short.is_empty()),
                level,
                place: province.map(|province| format!("{province}, ubigeo {}", row.ubigeo)),
                parent,
                zone: LIMA.to_owned(),
            },
        ));
    }
    bodies.sort_by_key(|(depth, _)| *depth);
    Ok(bodies.into_iter().map(|(_, body)| body).collect())
}

/// The chain above a row, nearest first, up to a top node; a circle ends it.
fn above<'a>(row: &'a Idep, by_id: &HashMap<&str, &'a Idep>) -> Vec<&'a Idep> {
    let mut chain: Vec<&Idep> = Vec::new();
    let mut at = row;
    while let Some(parent) = by_id.get(at.id_padre.as_str()) {
        if chain.iter().any(|known| known.id == parent.id) {
            break;
        }
        chain.push(parent);
        at = parent;
    }
    chain
}

/// The first four digits of a ubigeo are the province; its municipality is district 01 and bears its name.
fn province(row: &Idep) -> Option<(&str, &str)> {
    let province = row.ubigeo.strip_suffix("01")?;
    Some((
        province,
        row.nombre.strip_prefix("Municipalidad Provincial de ")?,
    ))
}

#[derive(Deserialize)]
struct Transparency {
    id_entidad: String,
    nombre: String,
    categoria: String,
    tipo_label: String,
}

/// The bodies with a page of standard transparency.
///
/// # Errors
/// When the file has other columns.
pub fn pe_transparency(csv: &str, report: &mut CatalogueReport) -> Result<Vec<Body>, Refused> {
    let rows: Vec<Transparency> = rows(csv)?;
    report.read = u64::try_from(rows.len()).unwrap_or(0);
    Ok(rows
        .into_iter()
        .map(|row| {
            let level = match (row.tipo_label.as_str(), row.categoria.as_str()) {
                ("Gobiernos Regionales y Locales", "Municipalidad") => Level::Local,
                ("Gobiernos Regionales y Locales", _) if row.nombre.contains("MUNICIPAL") => {
                    Level::Local
                }
                ("Gobiernos Regionales y Locales", _) => Level::Regional,
                _ => Level::National,
            };
            let (name, short_name) = parted(&clean(&row.nombre, report));
            Body {
                source_id: row.id_entidad,
                name,
                short_name,
                level,
                place: None,
                parent: None,
                zone: LIMA.to_owned(),
            }
        })
        .collect())
}

/// A name and the short one in brackets at its end.
fn parted(name: &str) -> (String, Option<String>) {
    match name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("))
    {
        Some((long, short)) if !long.is_empty() => {
            (long.trim().to_owned(), Some(short.trim().to_owned()))
        }
        _ => (name.to_owned(), None),
    }
}

fn clean(name: &str, report: &mut CatalogueReport) -> String {
    let bare: String = name
        .replace('\u{ad}', " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if bare != name {
        report.quirk("name with soft hyphens or outer blanks: taken out");
    }
    text::cut(&bare, 300)
}

#[derive(Deserialize)]
struct Municipality {
    codigo_ibge: String,
    nome: String,
    codigo_uf: String,
    fuso_horario: String,
}

/// States by the first two digits of a municipality's code (IBGE).
#[rustfmt::skip]
const STATES: &[(&str, &str)] = &[
    ("11", "RO"), ("12", "AC"), ("13", "AM"), ("14", "RR"), ("15", "PA"), ("16", "AP"), ("17", "TO"), ("21", "MA"),
    ("22", "PI"), ("23", "CE"), ("24", "RN"), ("25", "PB"), ("26", "PE"), ("27", "AL"), ("28", "SE"), ("29", "BA"),
    ("31", "MG"), ("32", "ES"), ("33", "RJ"), ("35", "SP"), ("41", "PR"), ("42", "SC"), ("43", "RS"), ("50", "MS"),
    ("51", "MT"), ("52", "GO"), ("53", "DF"),
];

/// The municipalities of Brazil.
///
/// # Errors
/// When the file has other columns.
pub fn br_municipalities(csv: &str, report: &mut CatalogueReport) -> Result<Vec<Body>, Refused> {
    let rows: Vec<Municipality> = rows(csv)?;
    report.read = u64::try_from(rows.len()).unwrap_or(0);
    Ok(rows
        .into_iter()
        .map(|row| Body {
            name: format!("Prefeitura de {}", clean(&row.nome, report)),
            source_id: row.codigo_ibge,
            short_name: None,
            level: Level::Local,
            place: STATES
                .iter()
                .find(|(code, _)| *code == row.codigo_uf)
                .map(|(_, state)| format!("{}, {state}", row.nome)),
            parent: None,
            zone: row.fuso_horario,
        })
        .collect())
}

/// Source ids that come more than once in a file; a directory with such is refused.
pub fn doubled(bodies: &[Body]) -> Option<&str> {
    let mut seen = HashSet::new();
    bodies
        .iter()
        .find(|body| !seen.insert(body.source_id.as_str()))
        .map(|body| body.source_id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "id,codigo,ubigeo,nombre,sigla,id_padre,orden,estado\n\
        1,ENTIDAD,,PODER,PE,0,1,t\n6,ENTIDAD,,LOCALES,GL,0,6,t\n7,ENTIDAD,,ONG,ONG,0,7,t\n\
        10,01,,SECTOR,,1,1,t\n41,M,,MUNICIPAL,,6,1,t\n42,ONG,,ONG,,7,1,t\n\
        90,9,,Oficina Hija,,50,1,t\n50,5,, Ministerio de Pruebas ,MP,10,1,t\n\
        60,6,990101,Municipalidad Provincial de Arriba,,41,1,t\n61,6,990102,Municipalidad Distrital de Abajo,,41,1,t\n\
        70,7,,Asociacion,,42,1,t\n";

    #[test]
    fn a_tree_gives_bodies_with_levels_places_and_parents_first() {
        let mut report = CatalogueReport::default();
        let bodies = pe_entities(TREE, &mut report).unwrap();
        let told: Vec<_> = bodies
            .iter()
            .map(|body| (body.source_id.as_str(), body.parent.as_deref()))
            .collect();
        assert_eq!(
            told,
            [("50", None), ("60", None), ("61", None), ("90", Some("50"))]
        );
        assert_eq!(bodies[2].place.as_deref(), Some("Arriba, ubigeo 990102"));
        assert_eq!(
            (bodies[0].level, bodies[2].level),
            (Level::National, Level::Local)
        );
        assert_eq!(bodies[0].name, "Ministerio de Pruebas");
        assert_eq!(report.left_out.values().sum::<u64>(), 7);
    }

    #[test]
    fn short_names_stand_in_brackets() {
        let csv = "id_entidad,nombre,categoria,tipo_pod,tipo_label\n\
            5,MUNICIPALIDAD DE PRUEBA (MP),Municipalidad,5,Gobiernos Regionales y Locales\n";
        let bodies = pe_transparency(csv, &mut CatalogueReport::default()).unwrap();
        assert_eq!(
            (bodies[0].name.as_str(), bodies[0].short_name.as_deref()),
            ("MUNICIPALIDAD DE PRUEBA", Some("MP"))
        );
        assert_eq!(bodies[0].level, Level::Local);
    }

    #[test]
    fn a_brazilian_municipality_names_its_state() {
        let csv = "codigo_ibge,nome,latitude,longitude,capital,codigo_uf,siafi_id,ddd,fuso_horario\n\
            3500000,Exemplo,0,0,0,35,1,11,America/Sao_Paulo\n";
        let bodies = br_municipalities(csv, &mut CatalogueReport::default()).unwrap();
        assert_eq!(bodies[0].place.as_deref(), Some("Exemplo, SP"));
    }
}
