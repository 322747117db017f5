import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CODED_NODE_KINDS,
  mirrorRowId,
  NODE_KINDS,
  parseNodeId,
  rowIdOf,
  rowIdsOf,
  toCodedNodeId,
  toNodeId,
} from '../../../platform/ids/node-id.ts';
import { NODE_TABLES } from '../../../platform/ids/node-tables.ts';

const UUID = '0b8f6f1e-6e2c-5a4e-8d3f-2b1c0a9f8e7d';
const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

describe('the id of a node', () => {
  test('leads back to its kind and row, for every kind and row', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NODE_KINDS), fc.uuid(), (kind, uuid) => {
        const id = toNodeId(kind, uuid);
        expect(parseNodeId(id)).toEqual({ kind, key: uuid });
        expect(rowIdOf(kind, id)).toBe(uuid);
        expect(id).toMatch(/^[\w-]+$/);
      }),
    );
  });

  test('leads back to a code with any characters, for kinds that are named by one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CODED_NODE_KINDS), fc.string({ unit: 'grapheme' }), (kind, code) => {
        expect(parseNodeId(toCodedNodeId(kind, code))).toEqual({ kind, key: code });
      }),
    );
  });

  test('of a vendor is its code', () => {
    expect(parseNodeId('aws')).toEqual({ kind: 'Vendor', key: 'aws' });
  });

  test('of one kind is no id of another', () => {
    for (const kind of NODE_KINDS) {
      for (const other of NODE_KINDS) {
        if (other !== kind) expect(rowIdOf(other, toNodeId(kind, UUID))).toBeNull();
      }
    }
    expect(rowIdOf('Deal', 'aws')).toBeNull();
    expect(rowIdsOf('Deal', [toNodeId('Partner', UUID), toNodeId('Deal', UUID), 'x'])).toEqual([UUID]);
  });

  test('of a row is written in small letters, as it was given out: in capitals it is none of ours', () => {
    for (const kind of NODE_KINDS) {
      expect(parseNodeId(encode(`${kind}:${UUID.toUpperCase()}`))).toBeNull();
      expect(rowIdOf(kind, encode(`${kind}:${UUID.replace('e', 'E')}`))).toBeNull();
    }
  });

  test.each([
    '',
    ' ',
    'Deal',
    `Deal:${UUID}`,
    UUID,
    encode('Deal'),
    encode('Deal:'),
    encode('Deal:1'),
    encode(`Deal:${UUID} `),
    encode(`deal:${UUID}`),
    encode(`Vendor:aws`),
    encode(`Nothing:${UUID}`),
    encode(`__proto__:${UUID}`),
    `${toNodeId('Deal', UUID)}=`,
    `${toNodeId('Deal', UUID)}A`,
    ` ${toNodeId('Deal', UUID)}`,
    toNodeId('Deal', UUID).slice(0, -1),
    Buffer.from(`Deal:${UUID}>>??`).toString('base64'),
    'AWS',
    'a',
    'a'.repeat(21),
    '\u0000',
    'é',
    'A'.repeat(100_000),
  ])('is not any text: %#', (text) => {
    expect(parseNodeId(text)).toBeNull();
  });

  test('is never made from garbage by chance', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parseNodeId(text);
        expect(parsed === null || parsed.kind === 'Vendor').toBe(true);
      }),
    );
  });
});

describe('the row of a mirrored record', () => {
  test('is the same each time, and another for another connection, kind or record', () => {
    const id = mirrorRowId(UUID, 'deal', 'O1');
    expect(mirrorRowId(UUID, 'deal', 'O1')).toBe(id);
    const others = [
      mirrorRowId('1b8f6f1e-6e2c-5a4e-8d3f-2b1c0a9f8e7d', 'deal', 'O1'),
      mirrorRowId(UUID, 'benefit', 'O1'),
      mirrorRowId(UUID, 'deal', 'O2'),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });

  test('keeps its id over every release: links of clients hang on it', () => {
    expect(mirrorRowId(UUID, 'deal', 'O1')).toBe('3b1d4463-00a1-5ed9-bf97-6015124cee05');
  });
});

test('every kind that node(id) finds by its row is a kind that has rows', () => {
  for (const kind of Object.keys(NODE_TABLES)) expect(NODE_KINDS).toContain(kind);
});
