import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { FundContent, Settled, StoredCall, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { allRows } from '../../feeds/all-rows.ts';
import { inLanes } from '../../feeds/lanes.ts';
import { orMissing } from '../../feeds/tolerance.ts';
import { application, applicationRow, benefit, type WireApplication } from '../../wire/benefits.ts';
import { checkAnswer } from '../../wire/checked.ts';
import { membersOf, plannedCall, type FrozenCall } from '../calls/frozen-call.ts';
import type { WriteContext } from '../context.ts';
import { createApplicationBody } from '../funds/application-body.ts';
import { bearsReference } from '../funds/reference.ts';
import { detailsOf, missingDetails } from '../funds/request-schema.ts';
import { memberAt } from '../json-path.ts';
import { call, needed, notFound, refused, wait } from '../plans.ts';
import { remoteIdIn } from '../progress.ts';
import { doneWithApplication } from '../read-back.ts';
import { settledAs } from './settle-made.ts';
import { SKEW_MS } from './tasks.ts';

/** Between two looks for an application that was just made. */
const APPEARS_MS = 5_000;

const DRAFT = 'PENDING_SUBMISSION';

/** Funds are asked for in two calls: make the application, then submit it `[DG 58512899264]`. */
export async function planRequest(context: WriteContext): Promise<WritePlan> {
  const { intent, progress } = context;
  const id = remoteIdIn(progress) ?? intent.remoteId;
  if (id === null) return planCreate(context, needed(intent.funds, 'funds'));
  if (progress['submitted'] === true) return doneWithApplication(context, id);
  const found = await readApplication(context, id);
  if (found === null) {
    return remoteIdIn(progress) === null ? notFound('application') : wait('AWS does not show it yet', APPEARS_MS);
  }
  if (found.Status !== DRAFT) return doneWithApplication(context, id);
  return call(plannedCall('SubmitBenefitApplication', { Catalog: context.catalog, Identifier: id }));
}

async function planCreate({ api, catalog, intent, feed }: WriteContext, funds: FundContent): Promise<WritePlan> {
  const answer = await orMissing(api.benefits.getBenefit(funds.benefitRemoteId));
  if (answer === null) return refused(fieldError('/benefit', 'NOT_FOUND', 'AWS knows no such benefit'));
  const offered = checkAnswer('GetBenefit', benefit, answer);
  if (offered.Status === 'INACTIVE') {
    return refused(fieldError('/benefit', 'WRONG_STATE', 'AWS offers the benefit no more'));
  }
  const types = fulfillmentTypes(funds, offered.FulfillmentTypes);
  const schema = memberAt(answer, 'BenefitRequestSchema') ?? null;
  const details = detailsOf(funds, schema);
  const errors = [...(types === null ? [SEVERAL_FORMS] : []), ...missingDetails(details, schema)];
  if (types === null || errors.length > 0) return refused(...errors);
  const place = { catalog, accountId: feed.accountId };
  const body = createApplicationBody({ funds, externalId: intent.externalId, types, details }, place);
  return call(plannedCall('CreateBenefitApplication', body));
}

/** What is asked for: what was said, else the benefit's one form; null where it has several. */
function fulfillmentTypes({ vendorFields }: FundContent, offered: readonly string[]): string[] | null {
  const { fulfillmentType } = vendorFields;
  if (typeof fulfillmentType === 'string') return [fulfillmentType];
  return offered.length > 1 ? null : [...offered];
}

const SEVERAL_FORMS = fieldError(
  '/vendorFields/fulfillmentType',
  'REQUIRED',
  'the benefit comes in several forms: say which one is asked for',
);

async function readApplication({ api }: WriteContext, id: string): Promise<WireApplication | null> {
  const answer = await orMissing(api.benefits.getApplication(id));
  return answer === null ? null : checkAnswer('GetBenefitApplication', application, answer);
}

/**
 * Looks for an application that bears our reference, among those for the benefit that were made since then. An
 * application has no member for an identifier of the partner's own; the description bears it `[M-ben]`.
 */
export async function settleApplication(
  context: WriteContext,
  stored: StoredCall,
  frozen: FrozenCall,
): Promise<Settled> {
  const { api, intent } = context;
  const benefitId = String(membersOf(frozen)['BenefitIdentifier']);
  const since = new Date(stored.firstSentAt.getTime() - SKEW_MS).toISOString();
  const rows = await allRows('ListBenefitApplications', (token) => api.benefits.listApplications(token, benefitId));
  const recent = rows.flatMap(({ json }) => {
    const read = check(applicationRow, json);
    const isRecent = 'value' in read && (read.value.CreatedAt === null || read.value.CreatedAt.instant >= since);
    return isRecent ? [read.value.Id] : [];
  });
  const found = await inLanes(recent, (id) => readApplication(context, id));
  const ours = found.filter((one) => one !== null && bearsReference(one.Description, intent.externalId));
  return settledAs(context, [...new Set(ours.flatMap((one) => (one === null ? [] : [one.Id])))]);
}

/** Whether an uncertain submission arrived: the application tells. */
export async function settleSubmit(context: WriteContext, frozen: FrozenCall): Promise<Settled> {
  const id = String(membersOf(frozen)['Identifier']);
  const found = await readApplication(context, id);
  if (found === null || found.Status === DRAFT) return { kind: 'absent' };
  return { kind: 'applied', progress: { ...context.progress, remoteId: id, submitted: true } };
}
