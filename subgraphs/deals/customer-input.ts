import { isDunsForm } from '../../platform/matching/duns.ts';
import { isLegalFormAlone, readFirmName } from '../../platform/matching/firm-name.ts';
import { isWebsiteAddress } from '../../platform/matching/website-host.ts';
import { isCountryCode } from '../../platform/records/country-codes.ts';
import type { CustomerInput } from './draft-types.ts';

/** Something in a customer as a caller wrote it that can't be meant. */
export interface CustomerProblem {
  readonly member: 'name' | 'country' | 'website' | 'duns';
  /** Goes on after the member's name: what was expected, and what came. */
  readonly message: string;
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 60));

/** The country, where there is none of that code. */
export function countryProblem(country: string): CustomerProblem | null {
  if (isCountryCode(country)) return null;
  return { member: 'country', message: `must be the code of a country (ISO 3166-1 alpha-2), not ${shown(country)}` };
}

/** A name that tells no firm: a legal form alone, or no letter or digit where there is nothing else to go by. */
function nameProblem({ name, website, duns }: CustomerInput): CustomerProblem | null {
  if (isLegalFormAlone(name)) {
    return { member: 'name', message: `must name the firm; ${shown(name)} is a legal form alone` };
  }
  const others = [website, duns].some((text) => (text ?? '').trim() !== '');
  if (others || readFirmName(name) !== null) return null;
  const message = `must have a letter or digit where neither website nor duns is given, not ${shown(name)}`;
  return { member: 'name', message };
}

/** What can't be meant of a customer that others are compared with. A blank website or number is none. */
export function customerProblems(customer: CustomerInput): CustomerProblem[] {
  const problems = [nameProblem(customer), countryProblem(customer.country)].filter((problem) => problem !== null);
  const website = customer.website?.trim() ?? '';
  if (website !== '' && !isWebsiteAddress(website)) {
    problems.push({
      member: 'website',
      message: `must be an address such as https://example.com, not ${shown(website)}`,
    });
  }
  const duns = customer.duns?.trim() ?? '';
  if (duns !== '' && !isDunsForm(duns)) {
    problems.push({ member: 'duns', message: `must be a D-U-N-S number of nine digits, not ${shown(duns)}` });
  }
  return problems;
}
