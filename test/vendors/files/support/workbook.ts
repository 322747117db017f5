import { strToU8, zipSync } from 'fflate';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Style 1 shows a number as a date. */
const STYLES = `<styleSheet ${MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`;

export interface WorkbookOptions {
  readonly sheets?: Readonly<Record<string, string>>;
  readonly sharedStrings?: readonly string[];
  /** Further parts, by path. */
  readonly extra?: Readonly<Record<string, Uint8Array>>;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A worksheet's cell that holds a text. @param ref `B2` */
export function text(ref: string, value: string): string {
  return `<c r="${ref}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
}

/** A worksheet's row. */
export function row(number: number, ...cells: readonly string[]): string {
  return `<row r="${number}">${cells.join('')}</row>`;
}

/** A row of texts, from column A on. */
export function textRow(number: number, ...values: readonly string[]): string {
  return row(number, ...values.map((value, index) => text(`${String.fromCharCode(65 + index)}${number}`, value)));
}

/** A workbook as spreadsheets write it, of the rows of its sheets as XML. */
export function workbook(rows: string, options: WorkbookOptions = {}): Uint8Array {
  const sheets = Object.entries(options.sheets ?? { Export: rows });
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${sheets
        .map(([name], index) => `<sheet name="${escape(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${PACKAGE}/relationships">${sheets
        .map(
          (_sheet, index) =>
            `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
        )
        .join(
          '',
        )}<Relationship Id="rId90" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId91" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    'xl/styles.xml': strToU8(STYLES),
    'xl/sharedStrings.xml': strToU8(
      `<sst ${MAIN}>${(options.sharedStrings ?? []).map((value) => `<si><t>${escape(value)}</t></si>`).join('')}</sst>`,
    ),
  };
  for (const [index, [, sheetRows]] of sheets.entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(
      `<worksheet ${MAIN}><sheetData>${sheetRows}</sheetData></worksheet>`,
    );
  }
  return zipSync({ ...parts, ...options.extra });
}
