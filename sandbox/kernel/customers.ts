import { SeededRandom } from './random.ts';

/** An end customer as the vendors know it: the same firm may stand in deals at several of them. */
export interface SandboxCustomer {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly website: string;
  readonly city: string;
  readonly postalCode: string;
  /** Full name of the state, for firms in the United States; null elsewhere. */
  readonly state: string | null;
  /** Nine digits, made up. */
  readonly duns: string;
}

type Row = readonly [name: string, country: string, host: string, city: string, postalCode: string, state?: string];

const ROWS: readonly Row[] = [
  ['Brauerei Hofmann & Söhne KG', 'DE', 'brauerei-hofmann', 'Bamberg', '96047'],
  ['Müller & Weiß Maschinenbau GmbH', 'DE', 'mueller-weiss', 'Esslingen', '73728'],
  ['Hafenlogistik Nordsee AG', 'DE', 'hafenlogistik-nordsee', 'Bremerhaven', '27568'],
  ['Stadtwerke Ahrental GmbH', 'DE', 'stadtwerke-ahrental', 'Ahrweiler', '53474'],
  ['Klinikverbund Süderelbe gGmbH', 'DE', 'klinik-suederelbe', 'Stade', '21680'],
  ['Optik Jäger GmbH & Co. KG', 'DE', 'optik-jaeger', 'Jena', '07743'],
  ['Verlag Grünfeld GmbH', 'DE', 'verlag-gruenfeld', 'Leipzig', '04109'],
  ['Fahrradwerk Köpenick eG', 'DE', 'fahrradwerk', 'Berlin', '12555'],
  ['Alpenmilch Käserei AG', 'CH', 'alpenmilch', 'Appenzell', '9050'],
  ['Zürcher Rückversicherung Seefeld AG', 'CH', 'seefeld-re', 'Zürich', '8008'],
  ['Uhrenmanufaktur Vallée SA', 'CH', 'vallee-horlogerie', 'Le Sentier', '1347'],
  ['Donau Holzbau GesmbH', 'AT', 'donau-holzbau', 'Linz', '4020'],
  ['Weingut Grünhügel & Partner OG', 'AT', 'gruenhuegel', 'Krems', '3500'],
  ['Société Générale de Tréfilerie SAS', 'FR', 'trefilerie-generale', 'Lyon', '69002'],
  ['Boulangeries Réunies de Bretagne SA', 'FR', 'boulangeries-bretagne', 'Rennes', '35000'],
  ['Cosmétiques Île-de-France SARL', 'FR', 'cosmetiques-idf', 'Versailles', '78000'],
  ['Transports Côte & Fils SAS', 'FR', 'transports-cote', 'Marseille', '13002'],
  ['Cerámica Peñíscola S.A.', 'ES', 'ceramica-peniscola', 'Castellón', '12003'],
  ['Bodegas Muñoz e Hijos S.L.', 'ES', 'bodegas-munoz', 'Logroño', '26001'],
  ['Autobuses del Ebro S.A.', 'ES', 'autobuses-ebro', 'Zaragoza', '50001'],
  ['Clínica Begoña S.L.P.', 'ES', 'clinica-begona', 'Bilbao', '48006'],
  ['Officine Meccaniche Torinesi S.p.A.', 'IT', 'officine-torinesi', 'Torino', '10121'],
  ["Pastificio Sant'Agata S.r.l.", 'IT', 'pastificio-santagata', 'Napoli', '80121'],
  ['Assicurazioni Adriatiche S.p.A.', 'IT', 'assicurazioni-adriatiche', 'Trieste', '34121'],
  ['Bloemenveiling Westland B.V.', 'NL', 'bloemen-westland', 'Naaldwijk', '2671 AA'],
  ['Van der Berg & Zonen N.V.', 'NL', 'vdberg-zonen', 'Utrecht', '3511 CE'],
  ['Brouwerij De Zwaan BV', 'BE', 'de-zwaan', 'Gent', '9000'],
  ['Skärgårdens Rederi AB', 'SE', 'skargardens-rederi', 'Stockholm', '111 20'],
  ['Göteborg Kullager & Co AB', 'SE', 'goteborg-kullager', 'Göteborg', '411 01'],
  ['Fjordfisk Ålesund AS', 'NO', 'fjordfisk', 'Ålesund', '6002'],
  ['Jyske Møbler A/S', 'DK', 'jyske-mobler', 'Aarhus', '8000'],
  ['Kotimainen Metsä Oy', 'FI', 'kotimainen-metsa', 'Tampere', '33100'],
  ['Huta Śląska Sp. z o.o.', 'PL', 'huta-slaska', 'Katowice', '40-001'],
  ['Kraków Gry & Media S.A.', 'PL', 'krakow-gry', 'Kraków', '31-001'],
  ['Sklárna Bohemia s.r.o.', 'CZ', 'sklarna-bohemia', 'Liberec', '460 01'],
  ['Conserveiras do Algarve Lda', 'PT', 'conserveiras-algarve', 'Olhão', '8700-152'],
  ['Hartwell & Finch Brewing plc', 'GB', 'hartwell-finch', 'Bristol', 'BS1 4DJ'],
  ['Thames Valley Housing Trust Ltd', 'GB', 'tv-housing', 'Reading', 'RG1 1AZ'],
  ['MacLeod Offshore Surveys Ltd', 'GB', 'macleod-offshore', 'Aberdeen', 'AB10 1AB'],
  ["O'Rourke Dairy Co-operative Society Ltd", 'IE', 'orourke-dairy', 'Cork', 'T12 4K7P'],
  ['Cedar Falls Credit Union', 'US', 'cedarfalls-cu', 'Cedar Falls', '50613', 'Iowa'],
  ['Great Basin Freight & Cold Storage, Inc.', 'US', 'greatbasin-freight', 'Reno', '89501', 'Nevada'],
  ['Lakeshore Pediatrics LLC', 'US', 'lakeshore-pediatrics', 'Madison', '53703', 'Wisconsin'],
  ['Redwood Coast Wineries LLC', 'US', 'redwood-wineries', 'Santa Rosa', '95401', 'California'],
  ['Palmetto Textile Mills Corp.', 'US', 'palmetto-mills', 'Greenville', '29601', 'South Carolina'],
  ['Hudson & Vance Publishing, Inc.', 'US', 'hudson-vance', 'New York', '10001', 'New York'],
  ['Lone Prairie Wind Power LP', 'US', 'lone-prairie', 'Lubbock', '79401', 'Texas'],
  ['Puget Marine Instruments Inc.', 'US', 'puget-marine', 'Seattle', '98101', 'Washington'],
  ['Allegheny School District 9', 'US', 'allegheny-sd9', 'Pittsburgh', '15222', 'Pennsylvania'],
  ['Gulf Harbor Hotels & Resorts, Inc.', 'US', 'gulfharbor-hotels', 'Tampa', '33602', 'Florida'],
  ['Érablière du Nord Inc.', 'CA', 'erabliere-nord', 'Québec', 'G1R 4P5'],
  ['Prairie Grain Handling Ltd.', 'CA', 'prairie-grain', 'Regina', 'S4P 3Y2'],
  ['Hokuto Seimitsu K.K.', 'JP', 'hokuto-seimitsu', 'Nagano', '380-0921'],
  ['Minato Shokuhin & Co., Ltd.', 'JP', 'minato-shokuhin', 'Yokohama', '231-0023'],
  ['Southern Cross Orchards Pty Ltd', 'AU', 'southerncross-orchards', 'Hobart', '7000'],
  ['Kōwhai Honey Ltd', 'NZ', 'kowhai-honey', 'Nelson', '7010'],
  ['Café São João Torrefação Ltda', 'BR', 'cafe-saojoao', 'Campinas', '13010-001'],
  ['Minería Atacama SpA', 'CL', 'mineria-atacama', 'Antofagasta', '1240000'],
  ['Textiles Año Nuevo S.A. de C.V.', 'MX', 'textiles-anonuevo', 'Puebla', '72000'],
  ['Bengaluru Tea & Spice Pvt Ltd', 'IN', 'bengaluru-tea', 'Bengaluru', '560001'],
];

/** Every customer there is, always in the same order. */
export const SANDBOX_CUSTOMERS: readonly SandboxCustomer[] = ROWS.map(
  ([name, country, host, city, postalCode, state], at) => ({
    name,
    country,
    website: `https://www.${host}.example`,
    city,
    postalCode,
    state: state ?? null,
    duns: String(300_000_017 + at * 7_654_321),
  }),
);

/** How many of the customers one partner sells to. */
const CUSTOMERS_PER_PARTNER = 20;

/**
 * The customers of one partner. Each vendor takes its deals' customers from this list, so that the same firms
 * stand in one partner's deals at several vendors.
 * @param partner the partner's index, from 1
 */
export function customersOf(seed: number, partner: number): readonly SandboxCustomer[] {
  return new SeededRandom(`${seed}:customers:${partner}`).shuffle(SANDBOX_CUSTOMERS).slice(0, CUSTOMERS_PER_PARTNER);
}
