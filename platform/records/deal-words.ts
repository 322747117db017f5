import type { DealStatus } from './vocabulary.ts';

/** Words that vendors use for a deal's status, by what they mostly mean. */
const WORDS: Readonly<Partial<Record<DealStatus, readonly string[]>>> = {
  DRAFT: ['draft', 'new', 'saved'],
  SUBMITTED: ['submitted', 'pending', 'received'],
  IN_REVIEW: ['review', 'in review', 'under review', 'validating', 'pending approval'],
  ACTION_REQUIRED: ['returned', 'more information', 'action', 'action required'],
  APPROVED: ['approved', 'accepted', 'active', 'registered'],
  REJECTED: ['denied', 'rejected', 'declined'],
  EXPIRED: ['expired', 'lapsed'],
  WITHDRAWN: ['withdrawn', 'recalled'],
  REVOKED: ['cancelled', 'canceled', 'revoked', 'void'],
  WON: ['won', 'closed won', 'launched', 'ordered'],
  LOST: ['lost', 'closed lost'],
};

const NEGATIONS = new Set(['not', 'no', 'non', 'never', 'un']);

const PHRASES = new Map(
  Object.entries(WORDS).flatMap(([status, phrases]) =>
    phrases.map((phrase) => [phrase, status as DealStatus] as const),
  ),
);
const LONGEST_PHRASE = Math.max(...[...PHRASES.keys()].map((phrase) => phrase.split(' ').length));

/** The longest phrase that begins at a place; null when none does. */
function phraseAt(words: readonly string[], at: number): { status: DealStatus; length: number } | null {
  for (let length = LONGEST_PHRASE; length > 0; length -= 1) {
    const status = PHRASES.get(words.slice(at, at + length).join(' '));
    if (status !== undefined && at + length <= words.length) return { status, length };
  }
  return null;
}

/**
 * Guesses a deal's status from a vendor's word for it, for where the vendor has no table of its own: always a guess, to
 * be stored as one (`exact: false`). Of phrases that overlap the longer one counts: "pending approval" is in review.
 * @returns null when no phrase is found, when two speak of different things ("approved, expired"), or for a negation
 */
export function guessDealStatus(raw: string): DealStatus | null {
  const words = raw.toLowerCase().match(/[a-z]+/g) ?? [];
  if (words.some((word) => NEGATIONS.has(word))) return null;
  const found = new Set<DealStatus>();
  for (let at = 0; at < words.length;) {
    const phrase = phraseAt(words, at);
    if (phrase) found.add(phrase.status);
    at += phrase?.length ?? 1;
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
