const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const ESCAPES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text.replaceAll(/[<>&"]/g, (character) => ESCAPES[character] ?? character);
}

/** Style numbers of `styles.xml`: 0 is plain. */
export const STYLES = { day: 1, amount: 2 } as const;

/** 14 is the built-in short date, 4 the built-in amount with separators. */
const STYLE_SHEET = [
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="3">',
  ...[0, 14, 4].map(
    (format) => `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  ),
  '</cellXfs>',
].join('');

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;

const override = (part: string, type: string): string => `<Override PartName="/${part}" ContentType="${type}"/>`;

const CONTENT_TYPES = [
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  override('xl/workbook.xml', `${TYPE}.sheet.main+xml`),
  override('xl/worksheets/sheet1.xml', `${TYPE}.worksheet+xml`),
  override('xl/styles.xml', `${TYPE}.styles+xml`),
  override('xl/sharedStrings.xml', `${TYPE}.sharedStrings+xml`),
  override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
].join('');

const ROOT_RELATIONS = [
  relation(1, `${OFFICE}/officeDocument`, 'xl/workbook.xml'),
  relation(2, `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
].join('');

const BOOK_RELATIONS = [
  relation(1, `${OFFICE}/worksheet`, 'worksheets/sheet1.xml'),
  relation(2, `${OFFICE}/styles`, 'styles.xml'),
  relation(3, `${OFFICE}/sharedStrings`, 'sharedStrings.xml'),
].join('');

const CORE_NAMESPACES = [
  `xmlns:cp="${PACKAGE}/metadata/core-properties"`,
  'xmlns:dcterms="http://purl.org/dc/terms/"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(' ');

function packagePart(element: string, namespace: string, content: string): string {
  return `${HEAD}<${element} xmlns="${PACKAGE}/${namespace}">${content}</${element}>`;
}

/** The parts of a workbook of one sheet that are the same for every table. @param created an instant, ISO 8601 */
export function fixedParts(sheetName: string, created: string): Readonly<Record<string, string>> {
  const time = `<dcterms:created xsi:type="dcterms:W3CDTF">${created}</dcterms:created>`;
  const sheets = `<sheets><sheet name="${escapeXml(sheetName)}" sheetId="1" r:id="rId1"/></sheets>`;
  return {
    '[Content_Types].xml': packagePart('Types', 'content-types', CONTENT_TYPES),
    '_rels/.rels': packagePart('Relationships', 'relationships', ROOT_RELATIONS),
    'docProps/core.xml': `${HEAD}<cp:coreProperties ${CORE_NAMESPACES}>${time}</cp:coreProperties>`,
    'xl/workbook.xml': mainPart('workbook', ` xmlns:r="${OFFICE}"`, sheets),
    'xl/_rels/workbook.xml.rels': packagePart('Relationships', 'relationships', BOOK_RELATIONS),
    'xl/styles.xml': mainPart('styleSheet', '', STYLE_SHEET),
  };
}

/** A part that holds `content` in an element of the main namespace. */
export function mainPart(element: string, attributes: string, content: string): string {
  return `${HEAD}<${element} xmlns="${MAIN}"${attributes}>${content}</${element}>`;
}
