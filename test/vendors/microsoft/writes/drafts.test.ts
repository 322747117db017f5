import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonValue } from '../../../../platform/records/json.ts';
import type { DealContent, DealForm } from '../../../../platform/vendor/write-contract.ts';
import { referralBody } from '../../../../vendors/microsoft/writes/content/referral-body.ts';
import { MICROSOFT_WRITES } from '../../../../vendors/microsoft/writes/microsoft-writes.ts';
import {
  ASSISTANCE,
  CUSTOMER_SIZES,
  INDUSTRIES,
  PRODUCTS,
  SERVICES,
  SOLUTION_CATEGORIES,
} from '../../../../vendors/microsoft/writes/form/picklists.ts';
import { startDesk, type Desk } from './support/desk.ts';
import { submission } from './support/intents.ts';
import { Worker } from './support/worker.ts';

const RUNS = 60;
const text = fc.string({ minLength: 1, maxLength: 40 }).filter((some) => some.trim() !== '');
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const email = fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.example$/);

const person = fc.record(
  { firstName: text, lastName: text, email, phoneNumber: fc.stringMatching(/^\+[0-9]{4,12}$/) },
  { requiredKeys: ['email'] },
);

/** Everything that the form takes. */
function drafts(dealKind: 'REGISTRATION' | 'CO_SELL'): fc.Arbitrary<DealContent> {
  const isCoSell = dealKind === 'CO_SELL';
  return fc.record({
    name: text,
    description: maybe(text),
    value: fc.record({
      amount: fc
        .tuple(fc.nat(999_999_999), fc.nat(99))
        .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`),
      currency: fc.constantFrom('EUR', 'USD', 'JPY', 'CHF'),
    }),
    closeOn: fc
      .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2090-12-31T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    products: fc.uniqueArray(fc.constantFrom(...PRODUCTS, ...SOLUTION_CATEGORIES), { maxLength: 5 }),
    stage: fc.constant(null),
    dealKind: fc.constant(dealKind),
    customer: fc.record({
      name: text,
      country: fc.constantFrom('DE', 'US', 'JP', 'BR'),
      website: maybe(text),
      duns: maybe(fc.stringMatching(/^[0-9]{9}$/)),
      city: maybe(text),
      street: maybe(text),
      postalCode: maybe(text),
      state: maybe(text),
      industry: maybe(fc.oneof(text, fc.constantFrom(...INDUSTRIES))),
    }),
    distributor: maybe(text),
    vendorFields: fc.record(
      {
        consentToShareInfoWithOthers: fc.boolean(),
        consentToContact: fc.boolean(),
        consentToShareWithMicrosoftSellers: isCoSell ? fc.constant(true) : fc.boolean(),
        industry: fc.constantFrom(...INDUSTRIES),
        customerSize: fc.constantFrom(...CUSTOMER_SIZES),
        services: fc.uniqueArray(fc.constantFrom(...SERVICES), { maxLength: 4 }),
        solutionId: fc.stringMatching(/^SOL-[0-9]{5}-[A-Z]{3}$/),
        customerContact: person,
        partnerContact: person,
        ...(isCoSell ? { assistance: fc.constantFrom(...ASSISTANCE), inviteNotes: text } : {}),
      },
      {
        requiredKeys: ['consentToShareInfoWithOthers', 'consentToContact', 'consentToShareWithMicrosoftSellers'],
      },
    ) as unknown as fc.Arbitrary<Record<string, JsonValue>>,
  });
}

/** Ways to spoil a draft that both sides can see: where the form has a member of its own for what Microsoft is sent. */
const SPOILED: ReadonlyArray<readonly [path: string, spoil: (content: DealContent) => DealContent]> = [
  ['/value/amount', (content) => ({ ...content, value: { amount: '-5', currency: 'EUR' } })],
  ['/value/currency', (content) => ({ ...content, value: { amount: '5', currency: 'EURO' } })],
  ['/closeOn', (content) => ({ ...content, closeOn: '2027-13-01' })],
  ['/vendorFields/customerSize', withField('customerSize', 'huge')],
  ['/vendorFields/industry', withField('industry', 'Dairy')],
  ['/vendorFields/services', withField('services', ['Hardware', 'Magic'])],
  ['/vendorFields/consentToContact', withField('consentToContact', 'yes')],
  ['/vendorFields/customerContact', withField('customerContact', { email: 'nobody' })],
  ['/vendorFields/partnerContact', withField('partnerContact', { email: '@' })],
];

function withField(member: string, value: JsonValue): (content: DealContent) => DealContent {
  return (content) => ({ ...content, vendorFields: { ...content.vendorFields, [member]: value } });
}

describe('what the form lets through and what Microsoft takes', () => {
  let desk: Desk;
  let number = 0;

  beforeAll(async () => {
    desk = await startDesk();
  });

  afterAll(async () => {
    await desk.close();
  });

  const form = MICROSOFT_WRITES.deals as DealForm;
  const nextId = (): string => `pg-draft-${(number += 1)}`;

  test.each(['REGISTRATION', 'CO_SELL'] as const)('%s: every draft that passes the check is taken', async (kind) => {
    await fc.assert(
      fc.asyncProperty(drafts(kind), async (content) => {
        expect(form.check(content, '2026-04-15')).toEqual({ missing: [], errors: [] });
        const externalId = nextId();

        const end = await new Worker(desk, submission(content, externalId)).run();

        expect(end).toMatchObject({
          kind: 'done',
          record: { record: { externalId, dealKind: kind, name: content.name.trim(), closeOn: content.closeOn } },
        });
      }),
      { numRuns: RUNS },
    );
  });

  test('what the check finds wrong is refused by Microsoft at the same member, were it sent', async () => {
    await fc.assert(
      fc.asyncProperty(drafts('REGISTRATION'), fc.constantFrom(...SPOILED), async (whole, [path, spoil]) => {
        const content = spoil(whole);
        const found = form.check(content, '2026-04-15').errors.map((error) => error.path);
        const request: JsonValue = { method: 'POST', body: referralBody(content, nextId()) };
        const call = { step: 'create', request, token: '', firstSentAt: desk.clock.now() };

        const outcome = await new Worker(desk, submission()).send(call);

        expect(found.every((at) => at.startsWith(path)) && found.length > 0).toBe(true);
        expect(outcome.kind === 'refused' ? outcome.errors : outcome).toMatchObject([
          { path: expect.stringContaining(path) },
        ]);
      }),
      { numRuns: RUNS },
    );
  });
});
