import type { BenefitKind, DealKind } from '../records/vocabulary.ts';
import { fieldError } from '../vendor/field-error.ts';
import { pointerTo } from '../vendor/shape-check.ts';
import type {
  DealContent,
  DealForm,
  FundForm,
  Handoff,
  VendorFieldError,
  WriteFacts,
  WriteIntent,
  WorkshopWrites,
} from '../vendor/write-contract.ts';
import { utcDate } from '../records/dates.ts';
import type { WriteKind } from '../writes/vocabulary.ts';
import { checkFields, isEmpty } from './check-fields.ts';
import { changed, filled } from './fill-form.ts';
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

function handoff(facts: PortalFacts, intent: WriteIntent): Handoff {
  const { funds, deals } = facts;
  if (intent.funds !== null && funds) {
    const form = intent.kind === 'CLAIM_FUNDS' ? funds.claim : funds.request;
    const number = intent.remoteId === null ? [] : [{ label: 'Request number', value: intent.remoteId }];
    return { portalUrl: form.portalUrl, fields: [...number, ...filled(form, intent.funds)] };
  }
  const fields = intent.content === null ? changed(deals, intent) : filled(deals, intent.content);
  return { portalUrl: deals.portalUrl, fields };
}

/**
 * Money for marketing that is asked for before it is spent. OTHER is what a vendor calls by a name of its own: a person sees
 * in the portal whether it is such a fund.
 */
const FUND_KINDS: readonly BenefitKind[] = ['MDF', 'COOP', 'CO_BRANDING', 'OTHER'];

function fundForm({ request, claim }: NonNullable<PortalFacts['funds']>): FundForm {
  return {
    kinds: FUND_KINDS,
    requirements: () => request.fields,
    check: (kind, content, today) =>
      checkFields(kind === 'CLAIM_FUNDS' ? claim.fields : request.fields, content, today),
  };
}

/** Members of the deal itself that were entered among the vendor's fields: there the form does not look for them. */
function misplacedErrors(fields: readonly PortalField[], { vendorFields }: Partial<DealContent>): VendorFieldError[] {
  const asked = new Set(fields.map(({ path }) => path));
  return Object.keys(vendorFields ?? {})
    .filter((name) => asked.has(pointerTo([name])) && !asked.has(pointerTo(['vendorFields', name])))
    .map((name) => {
      const message = `is asked for as ${name} of the deal itself, not among the vendor’s fields`;
      return fieldError(pointerTo(['vendorFields', name]), 'NOT_ALLOWED', message);
    });
}

/** Only what the portal form itself asks of a member can be said of a change of it: what it names must fit, and be there. */
function changeErrors(fields: readonly PortalField[], { patch }: WriteIntent, now: Date): VendorFieldError[] {
  if (patch === null) return [];
  const named = fields.filter(({ path }) => valueAt(patch, path) !== undefined);
  const taken = named.filter(({ path, required }) => required && isEmpty(valueAt(patch, path)));
  return [
    ...taken.map(({ path, label }) => fieldError(path, 'REQUIRED', `${label} can’t be taken away`)),
    ...checkFields(named, patch, utcDate(now)).errors,
    ...misplacedErrors(fields, patch),
  ];
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
    check: (content, today) => {
      const { missing, errors } = checkFields(facts.deals.fields, content, today);
      return { missing, errors: [...errors, ...misplacedErrors(facts.deals.fields, content)] };
    },
    judge: (intent, _deal, now) => ({ errors: changeErrors(facts.deals.fields, intent, now), warnings: [] }),
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
