import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { actorOf, entryBy } from '../../../platform/audit/audit-entry.ts';
import { boundDetail } from '../../../platform/audit/bound-detail.ts';
import { outcomeOfError, outcomeOfValue, targetOf } from '../../../platform/audit/mutation-outcome.ts';
import { toCodedNodeId, toNodeId } from '../../../platform/ids/node-id.ts';
import type { JsonValue } from '../../../platform/records/json.ts';

const PARTNER = '5f1c2a34-9d3e-4c6b-8a55-0d6f3b2e7c11';
const OTHER = '6a0c2a34-9d3e-4c6b-8a55-0d6f3b2e7c12';

describe('an entry’s actor', () => {
  test('is the subject of the token', () => {
    expect(actorOf({ partnerId: PARTNER, subject: 'user:jane' })).toBe('user:jane');
  });

  test('is no e-mail address: one is told by a hash, the same every time, another for another partner', () => {
    const mail = { partnerId: PARTNER, subject: 'jane@example.com' };
    expect(actorOf(mail)).toMatch(/^subject:[0-9a-f]{24}$/);
    expect(actorOf(mail)).toBe(actorOf({ ...mail }));
    expect(actorOf(mail)).not.toBe(actorOf({ ...mail, partnerId: OTHER }));
    expect(actorOf({ ...mail, subject: 'x'.repeat(300) })).toHaveLength(32);
  });

  test('has its own partner beside the one in whose name it acts', () => {
    const viewer = { partnerId: PARTNER, subject: 'user:jane' };
    expect(entryBy(viewer, { action: 'submitDeal' })).toEqual({
      partnerId: PARTNER,
      actorPartner: PARTNER,
      actor: 'user:jane',
      action: 'submitDeal',
      target: null,
      outcome: 'DONE',
      detail: null,
    });
    expect(entryBy(viewer, { action: 'submitDeal', partnerId: OTHER })).toMatchObject({
      partnerId: OTHER,
      actorPartner: PARTNER,
    });
  });
});

describe('an entry, whatever it is made of', () => {
  test('fits into the table: what is too long is cut or left out, so that nothing can keep itself from being written', () => {
    const entry = entryBy(
      { partnerId: PARTNER, subject: 'user:\u0000\ud800' },
      { action: 'x'.repeat(900), target: 'y'.repeat(900) },
    );
    expect(entry).toMatchObject({ actor: 'user:\ufffd\ufffd', action: 'x'.repeat(200), target: null });
    expect(entryBy({ partnerId: PARTNER, subject: 's' }, { action: 'a', target: '' }).target).toBeNull();
  });
});

describe('an entry’s detail', () => {
  test('is kept as it is while it is small', () => {
    const detail = { code: 'NOT_FOUND', errors: [{ path: '/id', code: 'NOT_FOUND' }], on: null, n: 1, is: true };
    expect(boundDetail(detail)).toEqual(detail);
    expect(boundDetail(null)).toBeNull();
  });

  test('is cut where it is long, and says so', () => {
    expect(boundDetail({ text: 'x'.repeat(300) })).toEqual({ text: `${'x'.repeat(199)}…` });
    expect(boundDetail({ list: Array.from({ length: 50 }, (_unused, n) => n) })).toEqual({
      list: [...Array.from({ length: 20 }, (_unused, n) => n), '… 30 more'],
    });
    expect(boundDetail({ texts: Array.from({ length: 10 }, () => 'x'.repeat(200)) })).toEqual({ cut: true });
    expect(boundDetail({ text: 'a\u0000\ud800' })).toEqual({ text: 'a��' });
  });

  test('never comes near the bound of the table, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (detail) => {
        const kept = boundDetail(detail as Record<string, JsonValue>);
        // The database writes a space behind each comma and colon.
        expect(Buffer.byteLength(JSON.stringify(kept, null, 1))).toBeLessThan(8_192);
      }),
    );
  });
});

describe('what became of a mutation', () => {
  test('that threw an error for the caller is REFUSED, by code, argument and scope, without its words', () => {
    const error = new GraphQLError('id must be "jane@example.com"', {
      extensions: { code: 'BAD_USER_INPUT', argument: 'id', came: 'jane@example.com' },
    });
    expect(outcomeOfError(error)).toEqual({ outcome: 'REFUSED', detail: { code: 'BAD_USER_INPUT', argument: 'id' } });
  });

  test.each([
    ['a fault', new Error('connect ECONNREFUSED'), null],
    ['an error with a code of somebody else', new GraphQLError('x', { extensions: { code: 'DB_DOWN' } }), null],
    [
      'trouble on our side that the caller is told of',
      new GraphQLError('x', { extensions: { code: 'SERVICE_UNAVAILABLE' } }),
      { code: 'SERVICE_UNAVAILABLE' },
    ],
  ])('that threw %s is FAILED', (_what, error, detail) => {
    expect(outcomeOfError(error)).toEqual({ outcome: 'FAILED', detail });
  });

  test('that answered with field errors is REFUSED, by their places and codes, without values', () => {
    const errors = [
      {
        path: '/value',
        code: 'OUT_OF_RANGE',
        message: 'must be at most 5, not 70000',
        vendorCode: null,
        editable: true,
      },
      { path: '/name', code: 'REFUSED_BY_VENDOR', message: 'Jane', vendorCode: 'E17', editable: true },
    ];
    expect(outcomeOfValue({ deal: null, errors })).toEqual({
      outcome: 'REFUSED',
      detail: {
        errors: [
          { path: '/value', code: 'OUT_OF_RANGE' },
          { path: '/name', code: 'REFUSED_BY_VENDOR', vendorCode: 'E17' },
        ],
      },
    });
  });

  test.each([[{ deal: {}, errors: [] }], [{ id: 'x' }], [null], ['x'], [undefined]])(
    'that answered %j is DONE',
    (value) => {
      expect(outcomeOfValue(value)).toEqual({ outcome: 'DONE', detail: null });
    },
  );

  test('is told of the node that its argument id names, and of no other text', () => {
    const id = toNodeId('Deal', PARTNER);
    expect(targetOf({ id })).toBe(id);
    const texts = ['jane@example.com', '', 'aws', toCodedNodeId('Program', 'jane@example.com')];
    for (const other of [...texts, 7, null, undefined, { id }]) expect(targetOf({ id: other })).toBeNull();
    expect(targetOf({})).toBeNull();
  });
});
