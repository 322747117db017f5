import { utcDate } from '../../../../platform/records/dates.ts';
import type { DealStatus } from '../../../../platform/records/vocabulary.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type {
  DealContent,
  DealForm,
  DealSnapshot,
  VendorFieldError,
} from '../../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../../platform/writes/vocabulary.ts';
import { fieldAt } from '../data/deal-form.ts';
import { isEditable, locksIn } from '../replace/locks.ts';
import type { Phase } from '../replace/opportunity-state.ts';
import { checkValue } from './check-value.ts';
import { checkAddress } from './dependents.ts';
import { lockedField } from './locked-field.ts';
import { changedIn, unknownFields, type Given } from './given.ts';
import { closedLostReason, rejectionReason } from './reasons.ts';

type Judgement = ReturnType<NonNullable<DealForm['judge']>>;

const FINE: Judgement = { errors: [], warnings: [] };

/** Where an opportunity stands, by our status of it; the statuses that only offers have are not in it. */
const PHASES: Readonly<Partial<Record<DealStatus, Phase>>> = {
  DRAFT: 'draft',
  SUBMITTED: 'inReview',
  IN_REVIEW: 'inReview',
  ACTION_REQUIRED: 'actionRequired',
  APPROVED: 'approved',
  WON: 'launched',
  LOST: 'launched',
  REJECTED: 'rejected',
};

const INVITATION = /^(arn:.*\/)?engi-/;

/** What AWS would refuse of a change, as far as the record's status and the change alone tell. */
export const judgeDeal: NonNullable<DealForm['judge']> = (intent, deal, now) => {
  const isOffer = INVITATION.test(intent.remoteId ?? '');
  const judge = JUDGES[intent.kind];
  if (judge === undefined) return FINE;
  if (isOffer !== OF_OFFERS.has(intent.kind)) return { errors: [wrongState(isOffer)], warnings: [] };
  return judge({ intent, deal, today: utcDate(now) });
};

const OF_OFFERS: ReadonlySet<WriteKind> = new Set(['ACCEPT_OFFER', 'DECLINE_OFFER']);

function wrongState(isOffer: boolean): VendorFieldError {
  const words = isOffer
    ? 'an offer is accepted or declined; what becomes of the sale is kept in its opportunity'
    : 'expected an offer of AWS, got an opportunity';
  return fieldError('', 'WRONG_STATE', words);
}

interface Asked {
  readonly intent: Parameters<NonNullable<DealForm['judge']>>[0];
  readonly deal: DealSnapshot;
  /** Calendar date, UTC. */
  readonly today: string;
}

const JUDGES: Readonly<Partial<Record<WriteKind, (asked: Asked) => Judgement>>> = {
  UPDATE_DEAL: judgeUpdate,
  CLOSE_WON: judgeWon,
  CLOSE_LOST: judgeLost,
  ACCEPT_OFFER: ({ deal }) => ({ errors: notOnOffer(deal), warnings: [] }),
  DECLINE_OFFER: ({ intent, deal }) => ({
    errors: [...notOnOffer(deal), ...rejectionReason(intent.reason).errors],
    warnings: [],
  }),
};

function judgeUpdate({ intent, deal, today }: Asked): Judgement {
  const patch = intent.patch ?? {};
  const phase = PHASES[deal.status] ?? 'approved';
  if (phase === 'rejected') return { errors: [fieldError('', 'WRONG_STATE', REJECTED)], warnings: [] };
  const changed = changedIn(patch);
  const errors = [...valueErrors(changed, today), ...foreignMembers(patch), ...locksIn(certain(changed), phase)];
  return { errors, warnings: phase === 'inReview' ? waiting(changed) : [] };
}

const REJECTED = 'AWS has rejected the opportunity; it can only be read';

/** A change of the customer names all of it: which members are new, only AWS's record tells. */
function certain(changed: ReadonlyMap<string, unknown>): string[] {
  return [...changed.keys()].filter((path) => !path.startsWith('/customer/'));
}

function waiting(changed: ReadonlyMap<string, unknown>): VendorFieldError[] {
  const afterwards = certain(changed).filter((path) => !isEditable(path, 'approved'));
  const wait = lockedField('', 'AWS has locked it until it is reviewed; the change waits, and is sent then');
  const lost = afterwards.map((path) =>
    lockedField(path, `${fieldAt(path).label}: AWS takes no change of it once it was approved`),
  );
  return [wait, ...lost];
}

function valueErrors(changed: ReturnType<typeof changedIn>, today: string): VendorFieldError[] {
  const given: Given = new Map([...changed].filter(([, value]) => value !== null));
  const emptied = [...changed].filter(([path, value]) => value === null && fieldAt(path).required === 'always');
  const closeOn = given.get('/closeOn');
  return [
    ...[...given].flatMap(([path, value]) => (isStateAbroad(given, path) ? [] : checkValue(fieldAt(path), value))),
    ...emptied.map(([path]) =>
      fieldError(path, 'REQUIRED', `${fieldAt(path).label}: AWS asks for it, it can't be emptied`),
    ),
    ...(typeof closeOn === 'string' && closeOn < today
      ? [fieldError('/closeOn', 'OUT_OF_RANGE', `expected ${today} or later, got ${closeOn.slice(0, 10)}`)]
      : []),
    ...checkAddress(given),
  ];
}

function isStateAbroad(given: Given, path: string): boolean {
  return path === '/customer/state' && given.get('/customer/country') !== 'US';
}

/** Members of a deal that an opportunity has not, or that cannot be changed after it was made. */
function foreignMembers(patch: Partial<DealContent>): VendorFieldError[] {
  const unknown = unknownFields(patch).map((path) =>
    fieldError(path, 'NOT_ALLOWED', 'expected a field of the form of AWS, got another name'),
  );
  const visibility = patch.vendorFields?.['visibility'];
  return [
    ...unknown,
    ...(patch.products === undefined ? [] : [fieldError('/products', 'NOT_ALLOWED', PRODUCTS)]),
    ...(patch.dealKind === undefined ? [] : [fieldError('/dealKind', 'NOT_ALLOWED', KIND)]),
    ...(patch.distributor === undefined ? [] : [fieldError('/distributor', 'NOT_ALLOWED', 'AWS keeps no distributor')]),
    ...(visibility === undefined ? [] : [fieldError('/vendorFields/visibility', 'NOT_ALLOWED', VISIBILITY)]),
  ];
}

const PRODUCTS = 'AWS wants identifiers: change solutions, marketplaceProducts or awsProducts instead';
const KIND = 'AWS keeps the kind; with primaryNeeds a deal for visibility becomes one that AWS sells too';
const VISIBILITY = 'it is part of the submission, and can not be changed later';

function judgeWon({ deal, intent, today }: Asked): Judgement {
  const errors = closeErrors(deal, 'won');
  const warnings = closedOnWarning(intent.closedOn, today);
  const account =
    'AWS asks services partners for the AWS account of the customer, and partners of special programs for the software revenue: update the deal with them first';
  return { errors, warnings: [...warnings, fieldError('/vendorFields/awsAccountId', 'REQUIRED', account)] };
}

function judgeLost({ deal, intent, today }: Asked): Judgement {
  const errors = [...closeErrors(deal, 'lost'), ...closedLostReason(intent.reason).errors];
  return { errors, warnings: closedOnWarning(intent.closedOn, today) };
}

function closeErrors({ status }: DealSnapshot, outcome: 'won' | 'lost'): VendorFieldError[] {
  const phase = PHASES[status] ?? 'approved';
  if (phase === 'rejected') return [fieldError('', 'WRONG_STATE', REJECTED)];
  if (phase === 'launched') return [fieldError('', 'WRONG_STATE', 'the deal is closed already, and stays so at AWS')];
  if (phase === 'actionRequired') return [fieldError('', 'WRONG_STATE', ACTION_FIRST)];
  if (phase === 'draft' && outcome === 'won') return [fieldError('', 'WRONG_STATE', SUBMIT_FIRST)];
  return [];
}

const ACTION_FIRST = 'AWS asks for action on it: answer that with an update, and close it once it was approved';
const SUBMIT_FIRST = 'AWS counts only what it has approved as won: submit the deal first';

/** AWS keeps no day of closing: the target date is the nearest it has, and may not have passed. */
function closedOnWarning(closedOn: string | null, today: string): VendorFieldError[] {
  if (closedOn === null || closedOn >= today) return [];
  return [
    fieldError('/closedOn', 'OUT_OF_RANGE', `AWS takes no day that has passed; ${today} is sent as the target date`),
  ];
}

function notOnOffer({ status }: DealSnapshot): VendorFieldError[] {
  if (status === 'OFFERED') return [];
  return [fieldError('', 'WRONG_STATE', `expected an offer that nobody has answered, got one that is ${status}`)];
}
