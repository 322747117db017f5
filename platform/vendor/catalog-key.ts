import type { ProgramFacts } from './contract.ts';

/** A program, and whose it is. */
export interface VendorProgram {
  /** Code of the vendor. */
  readonly vendor: string;
  readonly facts: ProgramFacts;
}

/** A tier, and the program whose it is. */
export interface ProgramTier {
  readonly program: VendorProgram;
  readonly facts: ProgramFacts['tiers'][number];
}

const NO_PORTFOLIO = '-';

/** What names a program among all vendors': `aws/apn`. Also how a membership's row names its program. */
export function programKey({ vendor, facts }: VendorProgram): string {
  return `${vendor}/${facts.code}`;
}

/** What names a tier among all vendors': `aws/apn/-/select`, with the portfolio third where the ladder has one. */
export function tierKey({ program, facts }: ProgramTier): string {
  return `${programKey(program)}/${facts.portfolio ?? NO_PORTFOLIO}/${facts.code}`;
}
