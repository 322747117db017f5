import { describe, expect, test } from '@jest/globals';
import type {
  DealContent,
  FieldRequirementFacts,
  FundContent,
  Handoff,
  WriteIntent,
} from '../../../platform/vendor/write-contract.ts';
import type { VendorForms } from '../../../platform/vendor/directory.ts';
import { PORTAL_FIELD_TYPES } from '../../../platform/portal/portal-field.ts';
import { WRITE_KINDS, type WriteKind } from '../../../platform/writes/vocabulary.ts';
import { ALL_WORKSHOPS } from '../../../vendors/registry.ts';
import { emptyDeal, emptyFunds, filledWith, placesIn } from './contents.ts';
import { typedOf } from './example-values.ts';

const TODAY = '2026-06-15';

interface PortalVendor {
  readonly name: string;
  readonly writes: VendorForms;
}

const kindsByHand = ({ writes }: PortalVendor): WriteKind[] =>
  writes.operations.filter(({ transport }) => transport === 'PORTAL').map(({ kind }) => kind);

const PORTALS: readonly PortalVendor[] = ALL_WORKSHOPS.flatMap(({ facts, writes }) =>
  writes?.operations.some(({ transport }) => transport === 'PORTAL') ? [{ name: facts.name, writes }] : [],
);
const bySupport = (kind: WriteKind): PortalVendor[] => PORTALS.filter((vendor) => kindsByHand(vendor).includes(kind));
const asRows = (vendors: readonly PortalVendor[]): Array<[string, PortalVendor]> =>
  vendors.map((one) => [one.name, one]);

function intent(kind: WriteKind, more: Partial<WriteIntent> = {}): WriteIntent {
  const nothing = { content: null, patch: null, funds: null, reason: null, closedOn: null, until: null };
  return { kind, externalId: 'ours', remoteId: null, ...nothing, ...more };
}

function handoffOf({ name, writes }: PortalVendor, wish: WriteIntent): Handoff {
  const handoff = writes.handoff?.(wish);
  if (!handoff) throw new Error(`${name} has no form to fill in for ${wish.kind}`);
  return handoff;
}

function expectForm({ portalUrl, fields }: Handoff): void {
  expect(new URL(portalUrl).protocol).toBe('https:');
  expect(fields.length).toBeGreaterThan(0);
  for (const { label, value } of fields) {
    expect(label.trim()).not.toBe('');
    expect(value.trim()).not.toBe('');
  }
}

/** Everything that a form asks for is somewhere in what a partner enters. */
function expectPlaces(requirements: readonly FieldRequirementFacts[], places: ReadonlySet<string>): void {
  const paths = requirements.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const { path, label, type, allowedValues, help } of requirements) {
    expect([path, places.has(path) || /^\/vendorFields\/[^/]+(\/[^/]+)*$/.test(path)]).toEqual([path, true]);
    expect([path, label.trim()]).not.toEqual([path, '']);
    expect([path, PORTAL_FIELD_TYPES.some((known) => known === type)]).toEqual([path, true]);
    if (type === 'choice') expect([path, allowedValues?.length ?? 0]).not.toEqual([path, 0]);
    if (help !== undefined) expect([path, help.trim()]).not.toEqual([path, '']);
  }
}

test('there are vendors whose portal is where things are entered', () => {
  expect(bySupport('SUBMIT_DEAL').length).toBeGreaterThanOrEqual(3);
  expect(bySupport('CLAIM_FUNDS').length).toBeGreaterThanOrEqual(3);
});

describe.each(asRows(PORTALS))('%s, whose portal a person fills in', (_name, vendor) => {
  test('has a form for everything that is done there, with a link and words', () => {
    const [content, funds] = [emptyDeal('REGISTRATION'), emptyFunds()];
    for (const kind of kindsByHand(vendor)) {
      const isFunds = kind === 'REQUEST_FUNDS' || kind === 'CLAIM_FUNDS';
      const more = isFunds ? { funds } : kind === 'SUBMIT_DEAL' ? { content } : { patch: { name: 'New' } };
      const known = kind === 'SUBMIT_DEAL' || kind === 'REQUEST_FUNDS' ? {} : { remoteId: 'N-1', reason: 'Because' };
      expectForm(handoffOf(vendor, intent(kind, { ...more, ...known, until: '2026-09-30', closedOn: TODAY })));
    }
  });

  test('is offered under each kind once, and each is one that there is', () => {
    const kinds = vendor.writes.operations.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const kind of kinds) expect(WRITE_KINDS).toContain(kind);
  });

  test('says of a change which registration it is of', () => {
    for (const kind of kindsByHand(vendor).filter((each) => !['SUBMIT_DEAL', 'REQUEST_FUNDS'].includes(each))) {
      const funds = kind === 'CLAIM_FUNDS' ? emptyFunds() : null;
      const values = handoffOf(vendor, intent(kind, { remoteId: 'N-4711', funds })).fields.map(({ value }) => value);
      expect([kind, values]).toEqual([kind, expect.arrayContaining(['N-4711'])]);
    }
  });
});

describe.each(asRows(bySupport('SUBMIT_DEAL')))('the registration form of %s', (_name, vendor) => {
  const form = vendor.writes.deals;
  if (!form) throw new Error('a vendor that takes registrations has a form for them');

  test('asks for nothing that a partner can not enter', () => {
    for (const kind of form.kinds) expectPlaces(form.requirements(kind), placesIn(emptyDeal(kind)));
  });

  test('misses everything of an empty draft that it asks for, and nothing of one that has it all', () => {
    for (const kind of form.kinds) {
      const asked = form.requirements(kind).filter(({ required }) => required);
      const nothing = form.check(emptyDeal(kind, ''), TODAY);
      expect(nothing.missing.map(({ path }) => path).toSorted()).toEqual(asked.map(({ path }) => path).toSorted());
      const enough = filledWith<DealContent>(emptyDeal(kind, ''), asked, TODAY);
      expect(form.check(enough, TODAY)).toEqual({ missing: [], errors: [] });
      const everything = filledWith<DealContent>(emptyDeal(kind, ''), form.requirements(kind), TODAY);
      expect(form.check(everything, TODAY)).toEqual({ missing: [], errors: [] });
    }
  });

  test('holds every value that was entered when it is filled in, under its own label', () => {
    for (const kind of form.kinds) {
      const content = filledWith<DealContent>(emptyDeal(kind, ''), form.requirements(kind), TODAY);
      const more = { ...content, vendorFields: { ...content.vendorFields, somethingElse: 'entered, too' } };
      const { fields } = handoffOf(vendor, intent('SUBMIT_DEAL', { content: more }));
      expect(fields).toEqual([
        ...form.requirements(kind).map((field) => ({ label: field.label, value: typedOf(field, TODAY) })),
        { label: 'somethingElse', value: 'entered, too' },
      ]);
    }
  });

  test('tells of each field what is wrong with it, at its place', () => {
    for (const kind of form.kinds) {
      const whole = filledWith<DealContent>(emptyDeal(kind, ''), form.requirements(kind), TODAY);
      for (const { path, maxLength, type } of form.requirements(kind)) {
        const broken = maxLength === undefined ? { a: { b: 1 } } : 'x'.repeat(maxLength + 1);
        const wrong = filledWith<DealContent>(whole, [{ path, type, value: broken }], TODAY);
        expect([path, form.check(wrong, TODAY).errors.map((error) => error.path)]).toEqual([path, [path]]);
      }
    }
  });
});

describe.each(asRows(bySupport('CLAIM_FUNDS')))('the forms for funds of %s', (_name, vendor) => {
  const form = vendor.writes.funds;
  if (!form) throw new Error('a vendor whose funds are claimed has a form for them');
  const kinds = (['REQUEST_FUNDS', 'CLAIM_FUNDS'] as const).filter((kind) => kindsByHand(vendor).includes(kind));

  test('ask for nothing that a partner can not enter', () => {
    const places = placesIn(emptyFunds());
    expectPlaces(form.requirements(), places);
    for (const kind of kinds) expectPlaces(form.check(kind, emptyFunds(''), TODAY).missing, places);
  });

  test('miss nothing of what has all that they say is missing, and then hold all of it', () => {
    for (const kind of kinds) {
      const { missing } = form.check(kind, emptyFunds(''), TODAY);
      const whole = filledWith<FundContent>(emptyFunds(''), missing, TODAY);
      expect([kind, form.check(kind, whole, TODAY)]).toEqual([kind, { missing: [], errors: [] }]);
      const values = handoffOf(vendor, intent(kind, { funds: whole })).fields.map(({ value }) => value);
      for (const field of missing) {
        expect([kind, field.path, values]).toEqual([kind, field.path, expect.arrayContaining([typedOf(field, TODAY)])]);
      }
    }
  });
});
