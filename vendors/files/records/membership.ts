import type { MembershipRecord } from '../../../platform/records/records.ts';
import type { ProgramFacts } from '../../../platform/vendor/contract.ts';
import { fold } from '../cells/fold.ts';
import type { EffectiveMap } from '../mapping/file-map.ts';
import type { RowReader } from '../mapping/row-reader.ts';
import { recordBase } from './record-base.ts';
import { findPortfolio, findTier } from './tier.ts';

/** Words for a standing that is held, or not. */
const HELD = new Set(['yes', 'true', 'y', 'attained', 'active', 'held', 'achieved', 'current']);
const NOT_HELD = new Set(['no', 'false', 'n', 'notattained', 'inprogress', 'inactive', 'expired', 'none', 'lapsed']);

function has(map: EffectiveMap, key: string): boolean {
  return Object.hasOwn(map.columns, key);
}

/** The portfolio that the row is about; null in a program without any. */
function readPortfolio(row: RowReader, map: EffectiveMap, program: ProgramFacts): string | null {
  if (!has(map, 'portfolio')) return null;
  const text = row.value('portfolio');
  const found = text === null ? null : findPortfolio(program, text);
  if (text !== null && found === null) {
    row.note(
      'portfolio',
      'NOT_ALLOWED',
      `expected one of ${program.portfolios.join(', ')}, came ${row.shown('portfolio')}`,
    );
  }
  return found;
}

/** Whether the standing is held, where the file has a column for it; null when it says nothing. */
function readHeld(row: RowReader): boolean | null {
  const word = row.word('held');
  if (!word) return null;
  const folded = fold(word.meaning ?? word.raw);
  if (!HELD.has(folded) && !NOT_HELD.has(folded)) {
    row.note('held', 'NOT_ALLOWED', `expected a word such as Attained or Not attained, came ${row.shown('held')}`);
  }
  return HELD.has(folded);
}

/** Code of the tier. A portfolio of one tier needs no column for it: it is held, or not. */
function readTier(
  row: RowReader,
  map: EffectiveMap,
  on: { program: ProgramFacts; portfolio: string | null },
): string | null {
  const ladder = on.program.tiers.filter((tier) => tier.portfolio === on.portfolio);
  const held = has(map, 'held') ? readHeld(row) : true;
  if (!has(map, 'tier')) return held === true ? (ladder[0]?.code ?? null) : null;
  const text = row.value('tier');
  if (text === null || held === false) return null;
  const tier = findTier(on.program, on.portfolio, text);
  if (tier) return tier.code;
  const names = ladder.map(({ name }) => name).join(', ');
  row.note('tier', 'NOT_ALLOWED', `expected one of ${names}, came ${row.shown('tier')}`);
  return null;
}

function readManager(row: RowReader): MembershipRecord['accountManager'] {
  const name = row.value('managerName');
  return name === null ? null : { name, email: row.value('managerEmail'), title: row.value('managerTitle') };
}

/**
 * A row of an export of where the partner stands in a program, or in one portfolio of it.
 * @param programs of the vendor
 * @throws Error when the map's program is none of them
 */
export function readMembership(row: RowReader, map: EffectiveMap, programs: readonly ProgramFacts[]): MembershipRecord {
  const program = programs.find(({ code }) => code === map.program);
  if (!program)
    throw new Error(`the map of ${map.vendor} is for the program ${map.program}, which the vendor does not have`);
  const portfolio = readPortfolio(row, map, program);
  // The tiers of a portfolio that is not known are not known either.
  const tier = row.isFaulty('portfolio') ? null : readTier(row, map, { program, portfolio });
  return {
    // The standing itself has no number: it is named by what it is in.
    ...recordBase(row, portfolio === null ? program.code : `${program.code}/${portfolio}`),
    kind: 'membership',
    program: program.code,
    portfolio,
    tier,
    tierSince: row.value('tierSince'),
    reviewOn: row.value('reviewOn'),
    distribution: null,
    distributor: null,
    accountManager: readManager(row),
    specializations: row.list('specializations').map((name) => ({ name, code: null, since: null, expiresOn: null })),
  };
}
