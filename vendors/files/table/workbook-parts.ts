import { damaged } from '../file-refused.ts';

const RELATIONS = /^(_rels\/\.rels|xl\/_rels\/[^/]+\.rels)$/i;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
const TEXT_TABLE = /^xl\/sharedStrings\.xml$/i;
const OTHERS = /^(\[Content_Types\]\.xml|xl\/[^/]+\.xml)$/i;

const RELATION_TAG = /<(?:\w+:)?Relationship\b[^>]*>/g;
const ATTRIBUTE = /(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * What a part is to the reading of cells: sheets pass through, the table of texts and the others are held in memory.
 * Null for pictures, macros and the like, which are not read.
 */
export function roleOf(name: string): 'sheet' | 'texts' | 'relations' | 'other' | null {
  if (SHEET.test(name)) return 'sheet';
  if (RELATIONS.test(name)) return 'relations';
  if (TEXT_TABLE.test(name)) return 'texts';
  return OTHERS.test(name) ? 'other' : null;
}

/** How far into a sheet its root element begins, at the latest. */
const SHEET_BEGIN = 4_096;

/**
 * Spreadsheets declare no entities: a sheet that does is refused before anything of it is read.
 * @param begin first bytes of a sheet
 * @throws FileRefused
 */
export function checkSheetBegin(begin: Uint8Array): void {
  if (/<!doctype/i.test(Buffer.from(begin.subarray(0, SHEET_BEGIN)).toString('latin1'))) {
    throw damaged('The workbook can not be read: its parts are not as they should be.');
  }
}

/**
 * Sees to it that sheets are read as nothing but sheets: they alone may be long, since they pass through.
 * @param relations text of a part that says which part is what
 * @throws FileRefused when a sheet's place is said to be something else's
 */
export function checkRelations(relations: string): void {
  for (const [tag] of relations.matchAll(RELATION_TAG)) {
    const attributes = new Map(
      [...tag.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name, double ?? single ?? '']),
    );
    const target = attributes.get('Target') ?? '';
    const isSheet = (attributes.get('Type') ?? '').endsWith('/worksheet');
    if (target.includes('&') || (/worksheets/i.test(target) && !isSheet)) {
      throw damaged('The workbook can not be read: its parts are not as they should be.');
    }
  }
}
