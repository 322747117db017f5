export const THEATERS = ['EMEA', 'JAPAN', 'AMERICAS INTL', 'ASIA', 'USA', 'CANADA'] as const;
export type Theater = (typeof THEATERS)[number];

/** The countries outside EMEA that the sandbox knows; which countries a theater has is not documented. */
const ELSEWHERE: Readonly<Record<string, Theater>> = {
  US: 'USA',
  CA: 'CANADA',
  JP: 'JAPAN',
  BR: 'AMERICAS INTL',
  CL: 'AMERICAS INTL',
  MX: 'AMERICAS INTL',
  AU: 'ASIA',
  NZ: 'ASIA',
  IN: 'ASIA',
};

/** @param country ISO 3166-1 alpha-2 */
export function theaterOf(country: string): Theater {
  return ELSEWHERE[country] ?? 'EMEA';
}
