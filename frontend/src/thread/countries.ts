/** Countries and languages to choose from, by code; their names come from the device in the language in use. */
import { locale } from '../words'
import { countryName, languageName } from '../words/names'

/** ISO 3166-1 codes of countries and territories with people. */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GF GH GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MQ MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VI VN VU WS XK YE ZA ZM ZW'

/** Languages of the region that are not those of the interface, and some that many newcomers write. */
const LANGUAGES = 'qu ay gn arn ash cni shp agr rap kgp tca ht fr zh de it ar'

export interface Named {
  value: string
  label: string
}

function named(codes: string, nameOf: (code: string) => string): Named[] {
  const order = new Intl.Collator(locale())
  return codes
    .split(' ')
    .map((value) => ({ value, label: nameOf(value) }))
    .filter(({ value, label }) => label !== value)
    .sort((a, b) => order.compare(a.label, b.label))
}

/** Every country but the one of the public body. */
export function countriesBut(home: string): Named[] {
  return named(COUNTRIES, countryName).filter(({ value }) => value !== home)
}

/** Languages in which a story can be written besides those of the interface. */
export function otherLanguages(): Named[] {
  return named(LANGUAGES, languageName)
}
