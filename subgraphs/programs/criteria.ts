import { rowIdsOf } from '../../platform/ids/node-id.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import {
  knownProgramKeys,
  programKey,
  programOfId,
  tierByCode,
  tierKey,
  tierOfId,
  type CatalogTier,
} from './catalog.ts';
import type { MembershipFilter } from './types.ts';

/** Rows whose tier is one particular: the code, and the portfolios in which the code means that tier. */
export interface TierCriterion {
  readonly program: string;
  readonly code: string;
  readonly portfolios: readonly string[];
  /** Also the rows without a portfolio. */
  readonly withoutPortfolio: boolean;
  /** Also the rows of portfolios that are not among these: the program's facts don't name them. Null: not those. */
  readonly otherThan: readonly string[] | null;
}

/** A filter in terms of columns. What is null or undefined does not narrow; an empty list lets nothing through. */
export interface MembershipCriteria {
  /** Keys of the programs that are known: `aws/apn`. */
  readonly known: readonly string[];
  readonly partners?: readonly string[] | undefined;
  readonly vendors?: readonly string[] | null | undefined;
  readonly programs?: readonly string[] | undefined;
  readonly tiers?: readonly TierCriterion[] | undefined;
  readonly reviewBefore?: string | null | undefined;
}

/** A portfolio that no program has: for asking what a code means in a portfolio that is not known. */
const UNLISTED = '\u0000';

/** The same rule that shows a row's tier says here which rows show it: `tierByCode`. */
function criterionOf(wanted: CatalogTier): TierCriterion {
  const { program, facts } = wanted;
  const key = tierKey(wanted);
  const means = (portfolio: string | null): boolean => {
    const found = tierByCode(program, portfolio, facts.code);
    return found !== null && tierKey(found) === key;
  };
  const own = program.facts.tiers.map((tier) => tier.portfolio).filter((portfolio) => portfolio !== null);
  const listed = [...new Set([...program.facts.portfolios, ...own])];
  return {
    program: programKey(program),
    code: facts.code,
    portfolios: listed.filter(means),
    withoutPortfolio: means(null),
    otherThan: means(UNLISTED) ? listed : null,
  };
}

function present<T>(items: ReadonlyArray<T | null>): T[] {
  return items.filter((item) => item !== null);
}

/** Reads the ids of a filter. Ids of another kind, or of nothing that is known, match nothing. */
export function criteriaOf(directory: VendorDirectory, filter: MembershipFilter | null): MembershipCriteria {
  const { partner, program, tier } = filter ?? {};
  return {
    known: knownProgramKeys(directory),
    partners: partner ? rowIdsOf('Partner', partner) : undefined,
    vendors: filter?.vendor,
    programs: program ? present(program.map((id) => programOfId(directory, id))).map(programKey) : undefined,
    tiers: tier ? present(tier.map((id) => tierOfId(directory, id))).map(criterionOf) : undefined,
    reviewBefore: filter?.reviewBefore,
  };
}
