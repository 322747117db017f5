import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonValue } from '../../../../platform/records/json.ts';
import type { StoredCall, WriteIntent, WriteSession } from '../../../../platform/vendor/write-contract.ts';
import { AWS_LIMITS } from '../../../../vendors/aws/transport/limits.ts';
import { plannedCall } from '../../../../vendors/aws/writes/calls/frozen-call.ts';
import type { WriteOperation } from '../../../../vendors/aws/writes/calls/operations.ts';
import { openWriteSession } from '../../../../vendors/aws/writes/session.ts';
import { opportunity } from '../support/selling-json.ts';
import { HastyClock, OpenGate, sessionDeps } from '../support/session.ts';
import { startWireServer, wireError, type WireServer } from '../support/wire-server.ts';
import { CONTENT, FUNDS, intentOf } from './support/intents.ts';

let server: WireServer;
let session: WriteSession;
beforeEach(async () => {
  server = await startWireServer();
  session = openWriteSession(sessionDeps(server.url, new OpenGate(), new HastyClock()), AWS_LIMITS);
});
afterEach(async () => {
  await session.close();
  await server.close();
});

const NEVER = new AbortController().signal;
const UPDATE = intentOf('UPDATE_DEAL', { remoteId: 'O1', patch: { closeOn: '2032-01-01' } });

function stored(operation: WriteOperation, body: Record<string, JsonValue>): StoredCall {
  const { step, request } = plannedCall(operation, body);
  return { step, request, token: '7c0e2a3a-2f0a-4a0e-9a0b-5f1f0c8d1234', firstSentAt: new Date() };
}

const BODIES: Readonly<Record<string, Record<string, JsonValue>>> = {
  UpdateOpportunity: { Catalog: 'AWS', Identifier: 'O1', LastModifiedDate: '2026-04-02T10:16:12.123456789Z' },
  AssociateOpportunity: {
    Catalog: 'AWS',
    OpportunityIdentifier: 'O1',
    RelatedEntityType: 'AwsProducts',
    RelatedEntityIdentifier: 'AmazonS3',
  },
};

const bodyOf = (operation: string): Record<string, JsonValue> =>
  BODIES[operation] ?? { Catalog: 'AWS', Identifier: 'X', Name: 'Ünicode 量子 &amp;' };

const send = (operation: WriteOperation, intent: WriteIntent = UPDATE) =>
  session.send(intent, stored(operation, bodyOf(operation)), NEVER);

const OPERATIONS = [
  'CreateOpportunity',
  'AssociateOpportunity',
  'DisassociateOpportunity',
  'UpdateOpportunity',
  'StartEngagementFromOpportunityTask',
  'StartEngagementByAcceptingInvitationTask',
  'AcceptEngagementInvitation',
  'RejectEngagementInvitation',
  'CreateBenefitApplication',
  'SubmitBenefitApplication',
] as const satisfies readonly WriteOperation[];
const TOKENED = new Set<string>([
  'CreateOpportunity',
  'StartEngagementFromOpportunityTask',
  'StartEngagementByAcceptingInvitationTask',
  'CreateBenefitApplication',
]);

describe('the bytes of a call', () => {
  test.each(OPERATIONS)('%s goes out as it was stored, every time, with its token and signed', async (operation) => {
    server.on(operation, () => wireError(500, 'InternalServerException'));
    const call = stored(operation, bodyOf(operation));
    await session.send(UPDATE, call, NEVER);
    await session.send(UPDATE, JSON.parse(JSON.stringify(call)) as StoredCall, NEVER);
    const text = JSON.stringify({
      ...(TOKENED.has(operation) ? { ClientToken: call.token } : {}),
      ...bodyOf(operation),
    });
    expect(server.requests).toHaveLength(2);
    for (const { headers, input, operation: named } of server.requests) {
      expect([named, JSON.stringify(input)]).toEqual([operation, text]);
      expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
      expect(headers['x-amz-content-sha256'] ?? sha256(text)).toBe(sha256(text));
      expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 /);
    }
  });

  test('carry the lock exactly as AWS wrote it, to the nanosecond', async () => {
    server.on('GetOpportunity', () => {
      const json = opportunity('O1') as { LifeCycle: object };
      const LifeCycle = { ...json.LifeCycle, ReviewStatus: 'Approved' };
      return { body: { ...json, LifeCycle, LastModifiedDate: '2026-04-02T10:16:12.123456789Z' } };
    });
    const plan = await session.plan(UPDATE, {}, NEVER);
    const { body } = (plan.kind === 'call' ? plan.call.request : {}) as { body: string };
    expect(JSON.parse(body)).toMatchObject({ LastModifiedDate: '2026-04-02T10:16:12.123456789Z' });
  });
});

describe('one call is one request', () => {
  test.each([
    ['an error of AWS', wireError(500, 'InternalServerException'), 'unknown'],
    ['a busy AWS', wireError(503, 'ServiceUnavailableException'), 'unknown'],
    ['a proxy in between', { status: 502, body: '<html>' }, 'unknown'],
    ['an answer that is no JSON', { body: '{"Id":' }, 'unknown'],
    ['an answer that does not tell what was made', { body: {} }, 'unknown'],
    ['an answer that breaks off', { body: { Id: 'O1' }, fault: 'cut' }, 'unknown'],
    ['too many calls', wireError(429, 'ThrottlingException'), 'not_applied'],
    ['too many calls, told with another status', wireError(400, 'ThrottlingException'), 'not_applied'],
    ['a used-up allowance', wireError(402, 'ServiceQuotaExceededException'), 'not_applied'],
    ['a key that has lapsed', wireError(403, 'ExpiredTokenException'), 'not_applied'],
    ['a right that is missing', wireError(403, 'AccessDeniedException'), 'not_applied'],
    ['a definite no', wireError(400, 'ValidationException'), 'refused'],
  ] as const)('also after %s', async (_name, reply, kind) => {
    server.on('CreateOpportunity', () => reply);
    const outcome = await send('CreateOpportunity');
    expect([outcome.kind, server.requests.length]).toEqual([kind, 1]);
    expect(JSON.stringify(outcome)).not.toContain('arn:aws:iam');
  });
});

const invalid = (...ErrorList: object[]) =>
  wireError(400, 'ValidationException', { Reason: 'BUSINESS_VALIDATION_FAILED', ErrorList });

describe('what AWS complains of', () => {
  test.each([
    ['customer.account.address.postalCode', '/customer/postalCode'],
    ['Customer.Account.Address.PostalCode', '/customer/postalCode'],
    ['postalCode', '/customer/postalCode'],
    ['project.expectedCustomerSpend[0].amount', '/vendorFields/monthlyAwsSpend'],
    ['Project.ExpectedCustomerSpend.0.EstimationUrl', '/vendorFields/estimationUrl'],
    ['Project.ExpectedContractDuration.Value', '/vendorFields/contractMonths'],
    ['Customer.Contacts.member.1.Email', '/Customer/Contacts/member/1/Email'],
    ['customer.contacts[0].email', '/vendorFields/contactEmail'],
    ['lifeCycle.targetCloseDate', '/closeOn'],
    ['Project.SomethingNew', '/Project/SomethingNew'],
  ])('%s is told at %s', async (FieldName, path) => {
    server.on('UpdateOpportunity', () => invalid({ FieldName, Code: 'REQUIRED_FIELD_MISSING', Message: 'x' }));
    expect(await send('UpdateOpportunity')).toMatchObject({
      kind: 'refused',
      errors: [{ path, code: 'REQUIRED', vendorCode: 'REQUIRED_FIELD_MISSING', editable: true }],
    });
  });

  test('when a deal is closed is told by what was asked', async () => {
    server.on('UpdateOpportunity', () =>
      invalid(
        { FieldName: 'LifeCycle.ClosedLostReason', Code: 'INVALID_ENUM_VALUE' },
        { FieldName: 'LifeCycle.TargetCloseDate', Code: 'VALUE_OUT_OF_RANGE' },
        { FieldName: 'Customer.Account.AwsAccountId', Code: 'REQUIRED_FIELD_MISSING' },
        { Code: 'NEW_CODE' },
      ),
    );
    expect(await send('UpdateOpportunity', intentOf('CLOSE_LOST', { remoteId: 'O1' }))).toMatchObject({
      errors: [
        { path: '/reason', code: 'NOT_ALLOWED' },
        { path: '/closedOn', code: 'OUT_OF_RANGE' },
        { path: '/vendorFields/awsAccountId', code: 'REQUIRED' },
        { path: '', code: 'REFUSED_BY_VENDOR', vendorCode: 'NEW_CODE' },
      ],
    });
  });

  test('of what is tied is told by the field it was named in', async () => {
    server.on('AssociateOpportunity', () => invalid({ FieldName: 'relatedEntityIdentifier', Code: 'INVALID_VALUE' }));
    expect(await send('AssociateOpportunity')).toMatchObject({ errors: [{ path: '/vendorFields/awsProducts' }] });
  });

  test('as locked, by the field, is a refusal that says so', async () => {
    server.on('UpdateOpportunity', () => invalid({ FieldName: 'Project.Title', Code: 'ACTION_NOT_PERMITTED' }));
    expect(await send('UpdateOpportunity')).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/name', code: 'LOCKED', editable: false }],
    });
  });

  test.each(['ACTION_NOT_PERMITTED', 'INVALID_RESOURCE_STATE'])(
    'as locked, by no field (%s), waits for the record; of a submission looks again',
    async (Code) => {
      for (const operation of ['UpdateOpportunity', 'StartEngagementFromOpportunityTask']) {
        server.on(operation, () => invalid({ FieldName: 'lifeCycle.reviewStatus', Code }));
      }
      expect(await send('UpdateOpportunity')).toMatchObject({ kind: 'not_applied', cause: 'locked' });
      expect(await send('StartEngagementFromOpportunityTask')).toMatchObject({ kind: 'not_applied', cause: 'stale' });
    },
  );

  test('as an old version, by whichever of its two errors, is planned anew', async () => {
    server.on('UpdateOpportunity', (_request, nth) =>
      nth === 0
        ? invalid({ FieldName: 'lastModifiedDate', Code: 'INVALID_VALUE' })
        : wireError(409, 'ConflictException'),
    );
    expect(await send('UpdateOpportunity')).toMatchObject({ kind: 'not_applied', cause: 'stale' });
    expect(await send('UpdateOpportunity')).toMatchObject({ kind: 'not_applied', cause: 'stale' });
  });

  test('as tied already is looked at anew', async () => {
    server.on('AssociateOpportunity', () =>
      invalid({ FieldName: 'relatedEntityIdentifier', Code: 'DUPLICATE_KEY_VALUE' }),
    );
    expect(await send('AssociateOpportunity')).toMatchObject({ kind: 'not_applied', cause: 'stale' });
  });

  test('as the token of another request, of a task, is for a person; any other conflict of it is looked at anew', async () => {
    server.on('StartEngagementFromOpportunityTask', (_request, nth) =>
      wireError(409, 'ConflictException', {
        Message: nth === 0 ? 'Conflicting client token submitted for a new request body.' : 'The opportunity changed.',
      }),
    );
    expect(await send('StartEngagementFromOpportunityTask')).toMatchObject({ kind: 'unknown' });
    expect(await send('StartEngagementFromOpportunityTask')).toMatchObject({ kind: 'not_applied', cause: 'stale' });
  });

  test('of a request for funds is told in its own form', async () => {
    server.on('CreateBenefitApplication', () =>
      wireError(400, 'ValidationException', {
        Reason: 'fieldValidationFailed',
        FieldList: [
          { Name: 'BenefitApplicationDetails.requestedAmount.Amount', Code: 'INVALID_VALUE', Message: 'x' },
          { Name: '$.startDate', Code: 'INVALID_VALUE', Message: 'x' },
          { Name: 'name', Code: 'REQUIRED_FIELD_MISSING', Message: 'x' },
          { Name: 'BenefitApplicationDetails.phase', Message: 'x' },
          { Name: 'SomethingNew', Message: 'x' },
        ],
      }),
    );
    const funds = intentOf('REQUEST_FUNDS', { funds: FUNDS });
    expect(await send('CreateBenefitApplication', funds)).toMatchObject({
      errors: [
        { path: '/amount' },
        { path: '/activityOn' },
        { path: '/activity' },
        { path: '/vendorFields/phase', code: 'REFUSED_BY_VENDOR', vendorCode: null },
        { path: '/SomethingNew' },
      ],
    });
  });
});

describe('what a plan can do without', () => {
  test('the look at the solutions, where AWS refuses it', async () => {
    server.on('ListSolutions', () => wireError(403, 'AccessDeniedException'));
    const content = { ...CONTENT, vendorFields: { ...CONTENT.vendorFields, solutions: ['S-1'] } };
    expect(await session.plan(intentOf('SUBMIT_DEAL', { content }), {}, NEVER)).toMatchObject({
      kind: 'call',
      call: { step: 'create', recovery: { by: 'resend' } },
    });
  });

  test('a well-formed record to read back: the feed tells what is wrong with it', async () => {
    server.on('GetOpportunity', () => {
      const json = opportunity('O1') as { LifeCycle: object };
      return { body: { ...json, LifeCycle: { ...json.LifeCycle, TargetCloseDate: '2032-02-31' } } };
    });
    server.on('GetAwsOpportunitySummary', () => wireError(404, 'ResourceNotFoundException'));
    const progress = { remoteId: 'O1', updated: true };
    expect(await session.plan(UPDATE, progress, NEVER)).toEqual({
      kind: 'done',
      remoteId: 'O1',
      record: null,
      feed: null,
    });
  });

  test('an opportunity that does not show yet: it is waited for', async () => {
    server.on('GetOpportunity', () => wireError(404, 'ResourceNotFoundException'));
    const intent = intentOf('SUBMIT_DEAL', { content: CONTENT });
    expect(await session.plan(intent, { remoteId: 'O1' }, NEVER)).toMatchObject({ kind: 'wait' });
  });
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
