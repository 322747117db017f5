import type { JsonValue } from '../../../../platform/records/json.ts';
import { readReviewWord, readStageWord } from '../../status/deal-status.ts';
import { checkAnswer } from '../../wire/checked.ts';
import { decodeEntities } from '../../wire/entities.ts';
import { opportunityStand } from '../../wire/selling.ts';
import { isObject, type JsonObject } from '../json-path.ts';

/**
 * What AWS lets be changed follows from where the opportunity stands `[CSV][M-sel LifeCycle$ReviewStatus]`:
 * - draft: not submitted, everything may change
 * - inReview: submitted or in review, nothing may for now
 * - actionRequired, approved, launched (won or lost): the form tells by field
 * - rejected: nothing ever
 */
export type Phase = 'draft' | 'inReview' | 'actionRequired' | 'approved' | 'launched' | 'rejected';

/** An opportunity as it was just read, ready to be sent back. */
export interface OpportunityState {
  readonly id: string;
  /** `LastModifiedDate` exactly as AWS wrote it: the lock of an update. */
  readonly version: string;
  readonly phase: Phase;
  /** It was handed to AWS for review, whatever became of that. */
  readonly isSubmitted: boolean;
  /** The word of the model; null for none or one we do not know. */
  readonly stage: string | null;
  /** As AWS has it: texts unescaped, without nulls. */
  readonly json: JsonObject;
}

/** @throws VendorError `upstream_error` when it isn't an opportunity */
export function readState(answer: JsonValue): OpportunityState {
  const { Id, LastModifiedDate, LifeCycle } = checkAnswer('GetOpportunity', opportunityStand, answer);
  const stage = readStageWord(LifeCycle?.Stage ?? null);
  const review = readReviewWord(LifeCycle?.ReviewStatus ?? null);
  const json = plain(answer);
  return {
    id: Id,
    version: LastModifiedDate.raw,
    phase: phaseOf(review, stage),
    isSubmitted: review !== null && review !== 'Pending Submission',
    stage,
    json: isObject(json) ? json : {},
  };
}

/** An opportunity that AWS referred has no review; neither has one in a state we don't know: AWS tells what it takes. */
function phaseOf(review: ReturnType<typeof readReviewWord>, stage: string | null): Phase {
  switch (review) {
    case 'Pending Submission':
      return 'draft';
    case 'Submitted':
    case 'In review':
      return 'inReview';
    case 'Action Required':
      return 'actionRequired';
    case 'Rejected':
      return 'rejected';
    default:
      return stage === 'Launched' || stage === 'Closed Lost' ? 'launched' : 'approved';
  }
}

/** AWS escapes texts on reading, and not on writing `[PM][APP components/SimulateReview.js]`. */
function plain(value: JsonValue, name = ''): JsonValue {
  if (typeof value === 'string') return isNullWord(name, value) ? null : decodeEntities(value);
  if (Array.isArray(value)) return value.map((entry) => plain(entry)).filter((entry) => entry !== null);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([member, inner]) => [member, plain(inner, member)] as const);
  return Object.fromEntries(members.filter(([, inner]) => inner !== null));
}

/** The word "null" was seen for nothing here, and nowhere else `[PM]`. */
const NULL_WORDS: ReadonlySet<string> = new Set(['WebsiteUrl', 'ReviewStatusReason', 'ClosedLostReason']);

function isNullWord(name: string, value: string): boolean {
  return value === 'null' && NULL_WORDS.has(name);
}
