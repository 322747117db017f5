import type { Context, Operations } from '../context.ts';
import { AwsError, refused } from '../errors.ts';
import { merge, objectAt, pick, textAt, withoutNulls, type Json, type JsonObject } from '../json.ts';
import { instant, seconds } from '../time.ts';
import { AWS_OWNED, forbiddenChanges, UPDATABLE } from './edit-matrix.ts';
import { fieldProblems } from './field-rules.ts';
import { missingFields } from './mandatory.ts';
import { normalized } from './normalize.ts';
import { opportunityOf, reviewStatus, saveOpportunity } from './opportunity.ts';
import { afterReview } from './review.ts';

const READ_ONLY: readonly string[] = ['Submitted', 'In review', 'Rejected'];
const MAX_HISTORY = 50;

function checkLock(record: JsonObject, input: JsonObject): void {
  const known = instant(textAt(record, 'LastModifiedDate'));
  if (instant(textAt(input, 'LastModifiedDate')) === known) return;
  throw new AwsError('ConflictException', 'The opportunity was modified after the given LastModifiedDate.');
}

/** In the catalogue Sandbox the partner plays the reviewer [DG 59013725580]. @returns null when it does not */
function simulatedReview(context: Context, record: JsonObject, input: JsonObject): JsonObject | null {
  const decision = textAt(input, 'LifeCycle', 'ReviewStatus');
  const underReview = ['Submitted', 'In review'].includes(reviewStatus(record));
  const decides = ['Approved', 'Action Required'].includes(decision);
  if (context.store.scope.catalog !== 'Sandbox' || !underReview || !decides) return null;
  const comments = pick(objectAt(input, 'LifeCycle'), ['ReviewComments', 'ReviewStatusReason']);
  return merge(record, { LifeCycle: { ReviewStatus: decision, ...comments } }) as JsonObject;
}

function nextHistory(before: JsonObject, steps: string, now: number): Json[] {
  const history = objectAt(before, 'LifeCycle')['NextStepsHistory'];
  const known = Array.isArray(history) ? history : [];
  if (!steps || steps === textAt(before, 'LifeCycle', 'NextSteps')) return known;
  return [...known, { Time: seconds(now), Value: steps }].slice(-MAX_HISTORY);
}

/** The record with every updatable member replaced; members that were left out are gone. */
function replaced(before: JsonObject, input: JsonObject, now: number): JsonObject {
  const after: JsonObject = { ...before };
  for (const member of UPDATABLE) delete after[member];
  Object.assign(after, pick(withoutNulls(input), UPDATABLE));
  const owned = pick(objectAt(before, 'LifeCycle'), AWS_OWNED);
  const history = nextHistory(before, textAt(input, 'LifeCycle', 'NextSteps'), now);
  after['LifeCycle'] = { ...objectAt(after, 'LifeCycle'), ...owned, NextStepsHistory: history };
  return normalized(after);
}

function checkReviewStatus(before: JsonObject, input: JsonObject): void {
  const given = textAt(input, 'LifeCycle', 'ReviewStatus');
  if (!given || given === reviewStatus(before)) return;
  const message = 'The review status is read-only.';
  throw refused([{ field: 'LifeCycle.ReviewStatus', message, code: 'ACTION_NOT_PERMITTED' }]);
}

function checkEditable(before: JsonObject): void {
  if (!READ_ONLY.includes(reviewStatus(before))) return;
  const message = `The opportunity cannot be changed while it is ${reviewStatus(before)}.`;
  throw refused([{ field: 'LifeCycle.ReviewStatus', message, code: 'ACTION_NOT_PERMITTED' }]);
}

function checkChange(context: Context, before: JsonObject, after: JsonObject): void {
  const forbidden = forbiddenChanges(before, after);
  if (forbidden.length > 0) throw refused(forbidden);
  const problems = fieldProblems({ record: after, before, now: context.now });
  if (!textAt(after, 'LifeCycle', 'Stage')) {
    problems.push({ field: 'LifeCycle.Stage', message: 'A value is required.', code: 'REQUIRED_FIELD_MISSING' });
  }
  const aws = context.store.get('awsOpportunity', String(before['Id']));
  if (aws) problems.push(...missingFields(after, textAt(aws, 'InvolvementType') === 'Co-Sell'));
  if (problems.length > 0) throw refused(problems);
}

function update(context: Context, before: JsonObject, input: JsonObject): JsonObject {
  checkReviewStatus(before, input);
  checkEditable(before);
  const after = replaced(before, input, context.now);
  checkChange(context, before, after);
  if (reviewStatus(before) !== 'Action Required') return after;
  // An answer to Action Required goes back to the reviewers [DG 58698797497].
  context.store.submittedAt.set(String(before['Id']), context.now);
  return merge(after, { LifeCycle: { ReviewStatus: 'Submitted' } }) as JsonObject;
}

export const OPPORTUNITY_UPDATE: Operations = {
  UpdateOpportunity: {
    write: true,
    run: (input, context) => {
      const before = opportunityOf(context, textAt(input, 'Identifier'));
      checkLock(before, input);
      const simulated = simulatedReview(context, before, input);
      const saved = saveOpportunity(context, simulated ?? update(context, before, input));
      if (simulated) afterReview(context.store, saved);
      return pick(saved, ['Id', 'LastModifiedDate']);
    },
  },
};
