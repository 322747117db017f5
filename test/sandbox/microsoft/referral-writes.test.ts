import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REFERRALS, newReferral, startMicrosoft } from './support.ts';
import type { Answer, MicrosoftSandbox } from './support.ts';
import type { WireReferral } from './wire.ts';

describe('writing referrals', () => {
  let sandbox: MicrosoftSandbox;

  beforeAll(async () => {
    sandbox = await startMicrosoft();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const create = (changes: Record<string, unknown> = {}): Promise<Answer> =>
    sandbox.call(REFERRALS, { method: 'POST', body: newReferral(changes) });
  const patch = (id: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    sandbox.call(`${REFERRALS}/${id}`, { method: 'PATCH', body, headers });
  const put = (id: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    sandbox.call(`${REFERRALS}/${id}`, { method: 'PUT', body, headers });
  const read = (id: string): Promise<Answer> => sandbox.call(`${REFERRALS}/${id}`);
  const state = (status: string, substatus: string): unknown[] => [
    { op: 'replace', path: '/status', value: status },
    { op: 'replace', path: '/substatus', value: substatus },
  ];
  const withoutLinks = ({ links: _links, ...rest }: WireReferral): Record<string, unknown> => rest;

  test('a new referral is the partner’s own, outgoing and accepted at once', async () => {
    const { status, json, headers } = await create();
    expect(status).toBe(201);
    expect(json).toMatchObject({
      status: 'Active',
      substatus: 'Accepted',
      direction: 'Outgoing',
      externalReferenceId: 'CRM-900417',
      organizationName: 'Alpenrand Systems GmbH',
      expirationDateTime: null,
      details: { dealValue: 50_000, currency: 'EUR' },
    });
    expect(headers.get('etag')).toBe(json.eTag);
    expect((await read(json.id)).json).toEqual(json);
  });

  test('the same body twice makes two referrals: the service deduplicates nothing', async () => {
    const externalReferenceId = 'CRM-TWICE';
    await create({ externalReferenceId });
    await create({ externalReferenceId });
    const { json } = await sandbox.list({ $filter: `externalReferenceId eq '${externalReferenceId}'` });
    expect(json['@odata.count']).toBe(2);
  });

  test.each([
    ['type', { type: undefined }],
    ['customerProfile', { customerProfile: null }],
    ['consent', { consent: undefined }],
    ['details', { details: undefined }],
    ['type', { type: 'Private' }],
    ['status', { substatus: 'Won' }],
    ['status', { status: 'Closed', substatus: 'Won' }],
    ['consent/consentToShareInfoWithOthers', { consent: { consentToShareInfoWithOthers: true } }],
    ['details/dealValue', { details: { dealValue: 'a lot' } }],
    ['details/currency', { details: { currency: 'EURO' } }],
    ['details/closingDateTime', { details: { closingDateTime: 'soon' } }],
    ['details/requirements/products/0/id', { details: { requirements: { products: [{ id: 'Toaster' }] } } }],
    [
      'details/requirements/solutions',
      { details: { requirements: { solutions: [{ id: 'Toaster', type: 'Category' }] } } },
    ],
    ['customerProfile/address/country', { customerProfile: { address: { country: 'Germany' } } }],
    ['customerProfile/size', { customerProfile: { size: 'large' } }],
    ['team/0/email', { team: [{ email: 'nobody' }] }],
    ['engagementId', { engagementId: '00000000-0000-4000-8000-000000000000' }],
  ])('a create with a wrong %s is refused and names it', async (target, changes) => {
    const { status, json } = await create(changes);
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 'invalidRequest', target });
  });

  test('a body that is not JSON is refused, and so is another media type', async () => {
    const broken = await sandbox.call(REFERRALS, { method: 'POST', body: '{"name":' });
    expect(broken.status).toBe(400);
    const plain = await sandbox.call(REFERRALS, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'text/plain' },
    });
    expect(plain.status).toBe(415);
  });

  test('PUT needs If-Match, refuses a stale one, and changes the version when it goes through', async () => {
    const { json } = await create();
    const body = { ...withoutLinks(json), name: 'Renamed' };
    const missing = await put(json.id, body);
    expect(missing.status).toBe(412);
    expect(missing.json.error.code).toBe('preconditionFailed');
    const unquoted = await put(json.id, body, { 'if-match': json.eTag.replaceAll('"', '') });
    expect(unquoted.status).toBe(412);
    const good = await put(json.id, body, { 'if-match': json.eTag });
    expect(good.status).toBe(200);
    expect(good.json.name).toBe('Renamed');
    expect(good.json.eTag).not.toBe(json.eTag);
    expect(good.json.updatedDateTime > json.updatedDateTime).toBe(true);
    const stale = await put(json.id, body, { 'if-match': json.eTag });
    expect(stale.status).toBe(412);
    expect(stale.json.error).toMatchObject({ innerError: { code: 'resourceModified' } });
  });

  test('PUT refuses links, empties what is left out and keeps what only the service sets', async () => {
    const { json } = await create();
    const headers = { 'if-match': '*' };
    expect((await put(json.id, { ...json, name: 'x' }, headers)).json.error.target).toBe('links');
    const { externalReferenceId: _crm, createdDateTime: _created, ...rest } = withoutLinks(json);
    const answer = await put(json.id, { ...rest, direction: 'Incoming' }, headers);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      externalReferenceId: null,
      direction: 'Outgoing',
      createdDateTime: json.createdDateTime,
    });
    expect((await put(json.id, { ...rest, id: 'other' }, headers)).json.error.target).toBe('id');
    expect((await put(json.id, { ...rest, details: null }, headers)).json.error.target).toBe('details');
  });

  test('PATCH answers 204 without a body, or the referral when the representation is preferred', async () => {
    const { json } = await create();
    const silent = await patch(json.id, [{ op: 'replace', path: '/name', value: 'Quiet' }]);
    expect(silent.status).toBe(204);
    expect(silent.text).toBe('');
    const now = await read(json.id);
    expect(silent.headers.get('etag')).toBe(now.json.eTag);
    const loud = await patch(json.id, [{ op: 'replace', path: '/name', value: 'Loud' }], {
      prefer: 'return=representation',
    });
    expect(loud.status).toBe(200);
    expect(loud.json.name).toBe('Loud');
  });

  test('PATCH passes without If-Match and is refused with a stale one', async () => {
    const { json } = await create();
    const body = [{ op: 'replace', path: '/name', value: 'One' }];
    expect((await patch(json.id, body)).status).toBe(204);
    const stale = await patch(json.id, body, { 'if-match': json.eTag });
    expect(stale.status).toBe(412);
    const { json: fresh } = await read(json.id);
    expect((await patch(json.id, body, { 'if-match': fresh.eTag })).status).toBe(204);
  });

  test('an amount is a number when created and text once a PATCH touched it', async () => {
    const { json } = await create({ details: { dealValue: '1234.5', currency: 'EUR' } });
    expect(json.details.dealValue).toBe(1234.5);
    await patch(json.id, [{ op: 'replace', path: '/details/notes', value: 'only notes' }]);
    expect((await read(json.id)).json.details.dealValue).toBe(1234.5);
    await patch(json.id, [{ op: 'replace', path: '/details/dealValue', value: 10_000 }]);
    expect((await read(json.id)).json.details.dealValue).toBe('10000');
    await patch(json.id, [{ op: 'replace', path: '/details/dealValue', value: '10000.00' }]);
    expect((await read(json.id)).json.details.dealValue).toBe('10000.00');
  });

  test('PATCH appends to the team', async () => {
    const { json } = await create();
    await patch(json.id, [
      { op: 'add', path: '/team/-', value: { email: 'b@partner.example', firstName: 'Bo', lastName: 'Sample' } },
    ]);
    expect((await read(json.id)).json.team.map(({ email }) => email)).toEqual([
      'rep@partner.example',
      'b@partner.example',
    ]);
  });

  test.each([
    ['removes', [{ op: 'remove', path: '/name' }], 'body'],
    ['sets what only the service sets', [{ op: 'replace', path: '/direction', value: 'Incoming' }], 'direction'],
    ['sets a member that is not known', [{ op: 'add', path: '/shoe', value: 1 }], 'shoe'],
    ['sets a wrong type', [{ op: 'replace', path: '/details/closingDateTime', value: 5 }], 'details/closingDateTime'],
    ['empties a required member', [{ op: 'replace', path: '/consent', value: null }], 'consent'],
  ])('a PATCH that %s is refused and changes nothing', async (_what, body, target) => {
    const { json } = await create();
    const answer = await patch(json.id, [{ op: 'replace', path: '/name', value: 'half done' }, ...body]);
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatchObject({ code: 'invalidRequest', target });
    expect((await read(json.id)).json).toEqual(json);
  });

  test.each([
    ['Active/Accepted', 'Closed/Won', true],
    ['Active/Accepted', 'Closed/Lost', true],
    ['Active/Accepted', 'New/Pending', false],
    ['Active/Accepted', 'Active/Won', false],
    ['Active/Accepted', 'None/None', false],
    ['New/Received', 'Active/Accepted', true],
    ['New/Received', 'Closed/Declined', true],
    ['New/Received', 'New/Accepted', false],
    ['Closed/Lost', 'Active/Accepted', false],
    ['Closed/Lost', 'Closed/Won', true],
  ])('the step from %s to %s is allowed: %p', async (from, to, allowed) => {
    const [status = '', substatus = ''] = from.split('/');
    const [next = '', nextSub = ''] = to.split('/');
    const made = await sandbox.change({ type: 'referral', partner: 1, create: { status, substatus } });
    const { id } = made.json.record;
    const answer = await patch(id, state(next, nextSub));
    expect(answer.status).toBe(allowed ? 204 : 400);
    const after = (await read(id)).json;
    expect(`${after.status}/${after.substatus}`).toBe(allowed ? to : from);
  });

  test('a status without its substatus is refused', async () => {
    const { json } = await create();
    const answer = await patch(json.id, [{ op: 'replace', path: '/status', value: 'Closed' }]);
    expect(answer.status).toBe(400);
    expect(answer.json.error.message).toContain("substatus 'Accepted' does not belong to status 'Closed'");
  });

  test('a record that staff locked answers 423 to writes and stays readable', async () => {
    const { json } = await create();
    await sandbox.change({ type: 'referral', id: json.id, locked: true });
    const locked = await patch(json.id, state('Closed', 'Won'));
    expect(locked.status).toBe(423);
    expect((await read(json.id)).json.status).toBe('Active');
    await sandbox.change({ type: 'referral', id: json.id, locked: false });
    expect((await patch(json.id, state('Closed', 'Won'))).status).toBe(204);
  });

  test('an unknown id is answered 404', async () => {
    expect((await patch('0b6a7c1e-2f33-4a4b-9c9c-7d0d2b1f0001', state('Closed', 'Won'))).status).toBe(404);
  });

  test('a write under the fault commitThenFail was done although its answer says 500', async () => {
    const own = await startMicrosoft();
    await own.door('faults', 'PUT', {
      commitThenFail: { as: 'status', status: 503 },
      operations: ['referrals.create'],
    });
    const answer = await own.call(REFERRALS, {
      method: 'POST',
      body: newReferral({ externalReferenceId: 'CRM-LOST' }),
    });
    const records = await own.door('records');
    await own.close();
    expect(answer.status).toBe(503);
    expect(answer.json.error.code).toBe('serviceNotAvailable');
    expect(records.json.records).toMatchObject([{ type: 'referral', externalId: 'CRM-LOST' }]);
  });
});
