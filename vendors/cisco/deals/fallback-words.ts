import type { DealStatus } from '../../../platform/records/vocabulary.ts';

/** Words that vendors use for a status, for where a vendor has no table. Readings are guesses. */
const WORDS: Readonly<Partial<Record<DealStatus, readonly string[]>>> = {
  DRAFT: ['draft', 'new', 'saved'],
  SUBMITTED: ['submitted', 'pending', 'received'],
  IN_REVIEW: ['review', 'validating', 'pending approval'],
  ACTION_REQUIRED: ['returned', 'more information', 'action'],
  APPROVED: ['approved', 'accepted', 'active', 'registered'],
  REJECTED: ['denied', 'rejected', 'declined'],
  EXPIRED: ['expired', 'lapsed'],
  WITHDRAWN: ['withdrawn', 'recalled'],
  REVOKED: ['cancelled', 'canceled', 'revoked', 'void'],
  WON: ['won', 'closed won', 'launched', 'ordered'],
  LOST: ['lost', 'closed lost'],
};

const PHRASES = Object.entries(WORDS).flatMap(([status, phrases]) =>
  phrases.map((phrase) => ({ status: status as DealStatus, phrase })),
);

const NEGATIONS = new Set(['not', 'no', 'non', 'never', 'un']);

/**
 * Guesses a status from its words. A phrase counts where its words stand in a row, and not inside a longer one that
 * counts, too ("pending" in "pending approval").
 * @returns null when no phrase fits, when two speak of different things ("approved, expired"), or for a negation
 */
export function guessStatus(raw: string): DealStatus | null {
  const words = raw.toLowerCase().match(/[a-z]+/g) ?? [];
  if (words.some((word) => NEGATIONS.has(word))) return null;
  const text = ` ${words.join(' ')} `;
  const fitting = PHRASES.filter(({ phrase }) => text.includes(` ${phrase} `));
  const longest = fitting.filter(
    ({ phrase }) => !fitting.some((other) => other.phrase !== phrase && ` ${other.phrase} `.includes(` ${phrase} `)),
  );
  const statuses = new Set(longest.map(({ status }) => status));
  const [only] = statuses;
  return statuses.size === 1 && only !== undefined ? only : null;
}
