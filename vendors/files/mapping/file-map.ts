import type { CapabilityArea, Support } from '../../../platform/records/vocabulary.ts';
import type { DecimalMark } from '../cells/number-format.ts';

/** How a cell is read. `list`: several texts with semicolons or line breaks between them. */
export type ColumnType = 'text' | 'list' | 'date' | 'number' | 'currency' | 'country' | 'link';

/** A column that an export may have. */
export interface Column {
  /** What its header may say; the first is the one of our example files. Compared without case, spaces and punctuation. */
  readonly headers: readonly [string, ...string[]];
  readonly type: ColumnType;
  /** Both the column and each of its cells must be there. */
  readonly required?: true;
}

export type Columns = Readonly<Record<string, Column>>;

/** Kinds of record that a row of a file can be. */
export type FileRecordKind = 'membership' | 'benefit' | 'fundRequest' | 'deal';

/** Words of the vendor by column key: what a cell says, folded, and what is read in its place. */
export type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Forms that a file's texts have: a declared one each, since nobody can tell 3/4 from 4/3 by looking. */
export interface Forms {
  /** Such as `YYYY-MM-DD`. */
  readonly dateFormat: string;
  readonly decimalMark: DecimalMark;
  /** Name of a workbook's sheet; its first when null. */
  readonly sheet: string | null;
}

/** Our column map of one export of one vendor: data alone. Vendors publish no header rows, so the headers are ours. */
export interface FileMap {
  readonly vendor: string;
  readonly area: CapabilityArea;
  /** Areas that the same rows tell of, too: the tier of a membership. */
  readonly tellsAlso?: readonly CapabilityArea[];
  readonly support: Exclude<Support, 'NONE'>;
  readonly kind: FileRecordKind;
  /** Code of the vendor's program that the rows belong to; null where none can be told. */
  readonly program: string | null;
  readonly columns: Columns;
  /** Keys of the columns that together make the vendor's identifier of a row; `id` unless said otherwise. */
  readonly identity?: readonly string[];
  readonly words?: Words;
  /** What stands in every row of a column that the file does not have, by column key. */
  readonly constants?: Readonly<Record<string, string>>;
  readonly forms?: Partial<Forms>;
}

/** A map as it is in force for one connection: ours, with what the connection's own says over it. */
export interface EffectiveMap extends Omit<FileMap, 'forms' | 'words' | 'identity' | 'constants'> {
  readonly identity: readonly string[];
  readonly words: Words;
  readonly forms: Forms;
  readonly constants: Readonly<Record<string, string>>;
  /** Those of the words that are the connection's own: what a person declared is no guess. */
  readonly ownWords: Words;
}
