//! Service catalogues of four shapes, read into one.

use std::collections::BTreeMap;

use hilo_platform::words::folded;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::report::CatalogueReport;
use super::terms::{self, Country};
use super::text;
use crate::import::Refused;

/// A service as a foreign catalogue describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charter {
    pub code: String,
    pub theme: String,
    pub subject: String,
    pub name: String,
    pub summary: Option<String>,
    /// Name of the unit that attends it.
    pub unit: Option<String>,
    pub term: Option<(u16, hilo_rules::clocks::Unit)>,
    pub description: Option<String>,
    pub requirements: Option<String>,
    pub source_url: Option<String>,
    /// Only a line of a menu: never replaces a charter that is there.
    pub is_bare: bool,
}

#[derive(Deserialize)]
struct Sp156 {
    codigo_servico: String,
    nome: String,
    categoria: String,
    #[serde(default)]
    grupo: String,
    #[serde(default)]
    caminho_servico: Vec<String>,
    #[serde(default)]
    link: Option<String>,
    #[serde(default)]
    informacoes: BTreeMap<String, String>,
}

impl Sp156 {
    fn subject(&self) -> String {
        let named = Some(self.grupo.clone()).filter(|group| !group.is_empty());
        named
            .or_else(|| self.caminho_servico.last().cloned())
            .unwrap_or_else(|| self.categoria.clone())
    }
}

/// Full charters of SP156: an object of lists by theme.
///
/// # Errors
/// When the text is not of that shape.
pub fn sp156_charters(json: &str, report: &mut CatalogueReport) -> Result<Vec<Charter>, Refused> {
    let themes: BTreeMap<String, Vec<Sp156>> =
        serde_json::from_str(json).map_err(Refused::because)?;
    Ok(themes
        .into_values()
        .flatten()
        .map(|service| sp156_charter(&service, report))
        .collect())
}

fn sp156_charter(service: &Sp156, report: &mut CatalogueReport) -> Charter {
    let mut told = |heading: &str| {
        let (text, was_glued) =
            text::unglued(service.informacoes.get(heading).map_or("", String::as_str));
        if was_glued {
            report.quirk("text with links glued to words: set apart");
        }
        text
    };
    let what = told("O QUE É");
    let description = text::parts(&[
        ("", &what),
        ("Quando solicitar", &told("QUANDO SOLICITAR")),
        ("Prazo máximo", &told("PRAZO MÁXIMO")),
        ("Taxas", &told("TAXAS OU PREÇO PÚBLICO")),
        ("Principais etapas", &told("PRINCIPAIS ETAPAS")),
        ("Legislação", &told("LEGISLAÇÃO")),
        ("Observações", &told("OBSERVAÇÕES")),
    ]);
    let requirements = told("REQUISITOS, DOCUMENTOS E INFORMAÇÕES");
    let body = text::first_body(&told("ÓRGÃO RESPONSÁVEL"));
    Charter {
        code: service.codigo_servico.clone(),
        theme: service.categoria.clone(),
        subject: service.subject(),
        name: service.nome.clone(),
        summary: Some(text::first_sentence(&what)).filter(|text| !text.is_empty()),
        unit: Some(text::cut(&body, 300)).filter(|body| !body.is_empty()),
        term: report.term(&told_term(service), Country::Brazil),
        description,
        requirements: Some(requirements).filter(|text| !text.is_empty()),
        source_url: service.link.clone(),
        is_bare: false,
    }
}

fn told_term(service: &Sp156) -> String {
    service
        .informacoes
        .get("PRAZO MÁXIMO")
        .cloned()
        .unwrap_or_default()
}

/// The menu of SP156: a list of services without charters.
///
/// # Errors
/// When the text is not of that shape.
pub fn sp156_tree(json: &str) -> Result<Vec<Charter>, Refused> {
    let services: Vec<Sp156> = serde_json::from_str(json).map_err(Refused::because)?;
    let charter = |service: Sp156| Charter {
        subject: service.subject(),
        code: service.codigo_servico,
        theme: service.categoria,
        name: service.nome,
        source_url: service.link,
        is_bare: true,
        ..Charter::default()
    };
    Ok(services.into_iter().map(charter).collect())
}

#[derive(Deserialize)]
struct Tupa {
    codigo: String,
    nombre: String,
    categoria: String,
    #[serde(default)]
    descripcion: String,
    #[serde(default)]
    requisitos: Vec<String>,
    #[serde(default)]
    notas: Vec<String>,
    #[serde(default)]
    costo: String,
    #[serde(default)]
    plazo: String,
    #[serde(default)]
    calificacion: String,
    #[serde(default)]
    unidad_responsable: String,
    #[serde(default)]
    base_legal: Vec<String>,
}

/// A Peruvian TUPA: administrative procedures with terms and the meaning of silence.
///
/// # Errors
/// When the text is not of that shape.
pub fn pe_tupa(json: &str, report: &mut CatalogueReport) -> Result<Vec<Charter>, Refused> {
    let procedures: Vec<Tupa> = serde_json::from_str(json).map_err(Refused::because)?;
    Ok(procedures
        .into_iter()
        .map(|procedure| tupa(procedure, report))
        .collect())
}

fn tupa(procedure: Tupa, report: &mut CatalogueReport) -> Charter {
    let (description, is_torn) = text::whole(&procedure.descripcion);
    if is_torn {
        report.quirk("description begins in the middle of a sentence: marked with …");
    }
    let (unit, was_mended) = unit_name(&procedure.unidad_responsable);
    if was_mended {
        report.quirk("name of unit mended: stray letter or blank of the source");
    }
    let summary = [procedure.calificacion.as_str(), procedure.costo.as_str()];
    let summary: Vec<&str> = summary
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Charter {
        code: procedure.codigo,
        theme: "TUPA".to_owned(),
        subject: procedure.categoria,
        name: text::cut(&procedure.nombre, 300),
        summary: Some(summary.join(". ")).filter(|text| !text.is_empty()),
        unit: Some(unit).filter(|unit| !unit.is_empty()),
        term: report.term(&procedure.plazo, Country::Peru),
        description: text::parts(&[
            ("", &description),
            ("Plazo", &procedure.plazo),
            ("Calificación", &procedure.calificacion),
            ("Costo", &procedure.costo),
            ("Base legal", &procedure.base_legal.join("; ")),
        ]),
        requirements: text::parts(&[
            ("", &procedure.requisitos.join("\n")),
            ("Notas", &procedure.notas.join("\n")),
        ]),
        source_url: None,
        is_bare: false,
    }
}

/// A name without a single letter left at its end, and with the two spellings of "subgerencia" made one.
fn unit_name(name: &str) -> (String, bool) {
    let name = name.trim();
    let bare = match name.rsplit_once(' ') {
        Some((bare, last)) if last.chars().count() == 1 => bare,
        _ => name,
    };
    let mended = text::cut(&bare.replace("SUB GERENCIA", "SUBGERENCIA"), 300);
    let was_mended = mended != name;
    (mended, was_mended)
}

#[derive(Deserialize)]
struct Penalolen {
    #[serde(rename = "Descripción del servicio")]
    description: String,
    #[serde(rename = "Requisitos y antecedentes")]
    requirements: String,
    #[serde(rename = "¿Realizable en línea?")]
    online: String,
    #[serde(rename = "Trámites a realizar o etapas")]
    steps: String,
    #[serde(rename = "Valor")]
    price: String,
    #[serde(rename = "Lugar donde se realiza")]
    place: String,
    #[serde(rename = "Información complementaria")]
    more: String,
}

/// The procedures of Peñalolén: a sheet of texts, without codes and names.
///
/// # Errors
/// When the sheet has other columns.
pub fn penalolen_procedures(
    csv: &str,
    report: &mut CatalogueReport,
) -> Result<Vec<Charter>, Refused> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let mut charters = Vec::new();
    for row in reader.deserialize() {
        let row: Penalolen = row.map_err(Refused::because)?;
        report.quirk("service without a name: its first sentence taken");
        let online = row
            .online
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        let told = row.description.trim();
        let name = text::first_sentence(told.trim_start_matches("Descripción del Trámite: "));
        charters.push(Charter {
            code: own_code(told),
            theme: "Trámites municipales".to_owned(),
            subject: "Trámites municipales".to_owned(),
            name,
            source_url: online.map(str::to_owned),
            description: text::parts(&[
                ("", told),
                ("Etapas", &row.steps),
                ("Valor", &row.price),
                ("Lugar", &row.place),
                ("En línea", &row.online),
                (
                    "Más",
                    if matches!(row.more.trim(), "NO" | "Enlace") {
                        ""
                    } else {
                        &row.more
                    },
                ),
            ]),
            requirements: Some(row.requirements.trim().to_owned()).filter(|text| !text.is_empty()),
            ..Charter::default()
        });
    }
    Ok(charters)
}

/// A code for a service of a source without codes: the same text has the same one in every run.
fn own_code(text: &str) -> String {
    let digest = Sha256::digest(folded(text).as_bytes());
    let digits: String = digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("text-{digits}")
}

impl CatalogueReport {
    /// Reads a term and counts whether it could be read.
    fn term(&mut self, text: &str, country: Country) -> Option<(u16, hilo_rules::clocks::Unit)> {
        let term = terms::read(text, country);
        match term {
            Some(_) => self.terms_read += 1,
            None if text.is_empty() => {}
            None => *self.terms_left.entry(text.to_owned()).or_default() += 1,
        }
        term
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hilo_rules::clocks::Unit;

    #[test]
    fn a_charter_of_sp156_gives_its_term_its_unit_and_readable_links() {
        let json = r#"{"Praças": [{"codigo_servico": "77", "nome": "Banco quebrado", "categoria": "Praças",
            "grupo": "Mobiliário", "link": "https://p.example/77", "informacoes": {
            "O QUE É": "É o conserto de bancos. Veja o mapahttps://m.example", "PRAZO MÁXIMO": "20 dias.",
            "ÓRGÃO RESPONSÁVEL": "- Obras (OB);  - Parques.  OUTROS"}}]}"#;
        let mut report = CatalogueReport::default();
        let charters = sp156_charters(json, &mut report).unwrap();
        let charter = &charters[0];
        assert_eq!(
            (charter.term, charter.unit.as_deref()),
            (Some((20, Unit::CalendarDays)), Some("Obras (OB)"))
        );
        assert!(
            charter
                .description
                .as_ref()
                .unwrap()
                .contains("mapa https://m.example")
        );
        assert_eq!((report.terms_read, report.quirks.len()), (1, 1));
    }

    #[test]
    fn a_line_of_the_menu_is_bare() {
        let json = r#"[{"codigo_servico": "77", "nome": "Banco", "categoria": "Praças", "caminho_servico": ["Praças", "Mobiliário"]}]"#;
        let charters = sp156_tree(json).unwrap();
        assert_eq!(
            (charters[0].subject.as_str(), charters[0].is_bare),
            ("Mobiliário", true)
        );
    }

    #[test]
    fn a_tupa_keeps_what_silence_means_and_mends_names() {
        let json = r#"[{"codigo": "P1", "nombre": "Licencia", "categoria": "Licencias", "descripcion": "y por la cual se da",
            "plazo": "Automático", "calificacion": "Aprobación automática", "unidad_responsable": "SUB GERENCIA DE OBRAS T"}]"#;
        let mut report = CatalogueReport::default();
        let charters = pe_tupa(json, &mut report).unwrap();
        assert_eq!(charters[0].unit.as_deref(), Some("SUBGERENCIA DE OBRAS"));
        assert_eq!(
            charters[0].summary.as_deref(),
            Some("Aprobación automática")
        );
        assert_eq!(report.terms_left.get("Automático"), Some(&1));
        assert_eq!(report.quirks.len(), 2);
    }

    #[test]
    fn a_sheet_without_codes_gives_the_same_code_twice() {
        let csv = "Descripción del servicio,Requisitos y antecedentes,¿Realizable en línea?,Trámites a realizar o etapas,\
            Valor,Lugar donde se realiza,Información complementaria\n\
            Poda. Dirigido a todos.,Ser vecino,Si https://p.example/poda,Pedir,Gratuito,Av. Uno,NO\n";
        let read = || penalolen_procedures(csv, &mut CatalogueReport::default()).unwrap();
        assert_eq!(read(), read());
        assert_eq!(
            (read()[0].name.as_str(), read()[0].source_url.as_deref()),
            ("Poda", Some("https://p.example/poda"))
        );
    }
}
