import type { DealKind } from '../records/vocabulary.ts';
import type { DealForm, FundForm, Handoff, WriteFacts, WriteIntent, WorkshopWrites } from '../vendor/write-contract.ts';
import type { WriteKind } from '../writes/vocabulary.ts';
import { checkFields } from './check-fields.ts';
import { valueAt } from './json-pointer.ts';
import type { PortalField, PortalForm } from './portal-field.ts';

export interface PortalFacts {
  /** Kinds of registration the vendor knows, the usual one first. */
  readonly kinds: readonly [DealKind, ...DealKind[]];
  readonly deals: PortalForm;
  /** What can be done with a deal in the portal, beside submitting it. */
  readonly dealOperations: readonly WriteKind[];
  /** Left out where the vendor's funds are not asked for in a portal. */
  readonly funds?: { readonly request: PortalForm; readonly claim: PortalForm };
}

function words(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(words).join('; ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'object') {
    return 'amount' in value && 'currency' in value
      ? `${String(value.amount)} ${String(value.currency)}`
      : JSON.stringify(value);
  }
  return String(value);
}

/** The fields that have a value, in the form's order. */
function filled(form: PortalForm, content: object): Handoff['fields'] {
  return form.fields
    .map(({ label, path }) => ({ label, value: words(valueAt(content, path)) }))
    .filter(({ value }) => value !== '');
}

/** What a person needs who changes something that stands in the portal already. */
function changed(form: PortalForm, intent: WriteIntent): Handoff['fields'] {
  const more = [
    { label: 'Registration number', value: intent.remoteId ?? '' },
    { label: 'What to do', value: ASKED[intent.kind] ?? '' },
    { label: 'Extend until', value: intent.until ?? '' },
    { label: 'Closed on', value: intent.closedOn ?? '' },
    { label: 'Reason', value: intent.reason ?? '' },
  ].filter(({ value }) => value !== '');
  return [...more, ...(intent.patch ? filled(form, intent.patch) : [])];
}

const ASKED: Readonly<Partial<Record<WriteKind, string>>> = {
  UPDATE_DEAL: 'Change the registration',
  WITHDRAW_DEAL: 'Cancel the registration',
  EXTEND_DEAL: 'Extend the registration',
  CLOSE_WON: 'Close the registration as won',
  CLOSE_LOST: 'Close the registration as lost',
};

function handoff(facts: PortalFacts, intent: WriteIntent): Handoff {
  const { funds, deals } = facts;
  if (intent.funds !== null && funds) {
    const form = intent.kind === 'CLAIM_FUNDS' ? funds.claim : funds.request;
    return { portalUrl: form.portalUrl, fields: filled(form, intent.funds) };
  }
  const fields = intent.content === null ? changed(deals, intent) : filled(deals, intent.content);
  return { portalUrl: deals.portalUrl, fields };
}

function fundForm({ request, claim }: NonNullable<PortalFacts['funds']>): FundForm {
  return {
    requirements: () => request.fields,
    check: (kind, content, today) =>
      checkFields(kind === 'CLAIM_FUNDS' ? claim.fields : request.fields, content, today),
  };
}

/** Only what the portal form itself asks of a member can be said of a change of it. */
function changeErrors(fields: readonly PortalField[], intent: WriteIntent, now: Date) {
  const { patch } = intent;
  const members = new Set(Object.keys(patch ?? {}));
  const touched = fields.filter(({ path }) => members.has(path.split('/')[1] ?? ''));
  return { errors: checkFields(touched, patch ?? {}, now.toISOString().slice(0, 10)).errors, warnings: [] };
}

/**
 * The writing side of a vendor that takes registrations in its portal only: a declared form, checked here, filled in for
 * the person who takes it there. Nothing is sent.
 */
export function portalWrites(facts: PortalFacts): Omit<WorkshopWrites, 'open'> {
  const portal = (kind: WriteKind, area: WriteFacts['area']): WriteFacts => ({
    kind,
    area,
    support: 'PARTIAL',
    transport: 'PORTAL',
  });
  const deals: DealForm = {
    kinds: facts.kinds,
    requirements: () => facts.deals.fields,
    check: (content, today) => checkFields(facts.deals.fields, content, today),
    judge: (intent, _deal, now) => changeErrors(facts.deals.fields, intent, now),
  };
  return {
    operations: [
      portal('SUBMIT_DEAL', 'DEAL'),
      ...facts.dealOperations.map((kind) => portal(kind, 'DEAL')),
      ...(facts.funds ? [portal('REQUEST_FUNDS', 'FUND'), portal('CLAIM_FUNDS', 'FUND')] : []),
    ],
    deals,
    ...(facts.funds ? { funds: fundForm(facts.funds) } : {}),
    handoff: (intent) => handoff(facts, intent),
  };
}
