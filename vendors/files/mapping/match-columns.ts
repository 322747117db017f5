import { fold } from '../cells/fold.ts';
import { FileRefused } from '../file-refused.ts';
import type { EffectiveMap } from './file-map.ts';

/** Which column of a file is which of the map. */
export interface ColumnMatch {
  /** Position by column key; a column that the file does not have has none. */
  readonly positions: ReadonlyMap<string, number>;
  /** Names of all columns for the payload, each once. */
  readonly names: readonly string[];
  /** Header texts as the file writes them. */
  readonly header: readonly string[];
}

const MOST_SHOWN = 20;

/** Whether a header text is one that the map looks for. */
export function knownHeader(map: EffectiveMap): (header: string) => boolean {
  const known = new Set(Object.values(map.columns).flatMap((column) => column.headers.map(fold)));
  return (header) => known.has(fold(header));
}

function quoted(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_SHOWN).map((text) => JSON.stringify(text.slice(0, 60)));
  return texts.length > MOST_SHOWN ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** `Status`, `Status (2)`, …; a column without a header is named by its place. */
function uniqueNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((text, index) => {
    const name = text === '' ? `column ${index + 1}` : text;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/**
 * Finds the map's columns in a header: in any order, among any others, whatever their case and punctuation.
 * @throws FileRefused when one that is needed is missing, or one that is looked for is there twice
 */
export function matchColumns(header: readonly string[], map: EffectiveMap): ColumnMatch {
  const folded = header.map(fold);
  const positions = new Map<string, number>();
  const missing: string[] = [];
  for (const [key, column] of Object.entries(map.columns)) {
    const wanted = column.headers.map(fold).find((name) => folded.includes(name));
    if (wanted === undefined) {
      if (column.required && !Object.hasOwn(map.constants, key)) missing.push(column.headers[0]);
      continue;
    }
    const at = folded.indexOf(wanted);
    if (folded.lastIndexOf(wanted) !== at) {
      const name = JSON.stringify(header[at]?.slice(0, 60));
      throw new FileRefused(
        'content',
        'DUPLICATE',
        `The file has two columns ${name}: which one counts can't be told.`,
      );
    }
    positions.set(key, at);
  }
  if (missing.length > 0) {
    const message = `The file has no column ${quoted(missing)}. Its columns are ${quoted(header)}.`;
    throw new FileRefused('content', 'REQUIRED', message, 1);
  }
  return { positions, names: uniqueNames(header), header };
}
