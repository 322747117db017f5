import type { CertificationPurpose } from '../../../platform/records/vocabulary.ts';
import { foldName } from '../wire/texts.ts';

interface PurposeRule {
  /** The vendor whose names it reads. */
  readonly vendor: string;
  readonly pattern: RegExp;
  readonly purpose: CertificationPurpose;
}

/**
 * What a certification is for, by the words of its name; the first rule that fits counts. No vendor tells it, so what no
 * rule reads stays unknown. The README of this folder lists the rules with their reasons.
 */
const PURPOSE_RULES: readonly PurposeRule[] = [
  { vendor: 'aws', pattern: /^aws partner\b.*\b(sales|business)\b/, purpose: 'SALES' },
  { vendor: 'aws', pattern: /^aws partner\b.*\btechnical\b/, purpose: 'TECHNICAL' },
  { vendor: 'aws', pattern: /^aws certified.* - (associate|professional|specialty)$/, purpose: 'TECHNICAL' },
  { vendor: 'cisco', pattern: /^cisco global sales certification\b.*\btechnical\b/, purpose: 'TECHNICAL' },
  { vendor: 'cisco', pattern: /^cisco global sales certification\b/, purpose: 'SALES' },
  { vendor: 'cisco', pattern: /^(ccna|ccnp|ccie|ccde|cct|cisco certified)\b/, purpose: 'TECHNICAL' },
  { vendor: 'cisco', pattern: /^appdynamics certified implementation\b/, purpose: 'DELIVERY' },
  { vendor: 'cisco', pattern: /^appdynamics certified\b/, purpose: 'TECHNICAL' },
  { vendor: 'dell', pattern: /\bsales\b/, purpose: 'SALES' },
  { vendor: 'dell', pattern: /\b(implementation engineer|implementor|deploy \d{4})\b/, purpose: 'DELIVERY' },
  {
    vendor: 'dell',
    pattern: /\b(architect|administrator|platform engineer|tech support|(design|operate) \d{4})\b/,
    purpose: 'TECHNICAL',
  },
  { vendor: 'ibm', pattern: /\bsales engineer\b/, purpose: 'UNKNOWN' },
  { vendor: 'ibm', pattern: /\bsales\b/, purpose: 'SALES' },
  { vendor: 'ibm', pattern: /^ibm certified\b.*\b(deployment professional|implementer)\b/, purpose: 'DELIVERY' },
  {
    vendor: 'ibm',
    pattern: /^ibm certified\b.*\b(technical|administrator|developer|architect|analyst|sre)\b/,
    purpose: 'TECHNICAL',
  },
];

/** What a certification of a vendor is for, by its name. */
export function purposeOf(vendor: string, name: string): CertificationPurpose {
  const folded = foldName(name);
  const rule = PURPOSE_RULES.find((each) => each.vendor === vendor && each.pattern.test(folded));
  return rule?.purpose ?? 'UNKNOWN';
}
