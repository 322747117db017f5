import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { canonicalJson } from '../records/canonical-json.ts';

/** What a cursor holds: the sort values of the row it stands on, each as text or null. */
export type CursorValues = ReadonlyArray<string | null>;

/** What a cursor is good for. The same tenant, list, filter and sort give the same binding, anything else another. */
export interface CursorBinding {
  readonly tenant: string;
  readonly list: string;
  /** Filter and sort as they were asked; compared by content. */
  readonly query: unknown;
}

/** Signs cursors, so that one can be used only by whom and for what it was made. */
export interface CursorCodec {
  encode(binding: CursorBinding, values: CursorValues): string;
  /** @throws GraphQLError BAD_USER_INPUT for a cursor that was cut, altered, or made for another query or tenant */
  decode(binding: CursorBinding, cursor: string, argument: string): CursorValues;
}

const MAC_BYTES = 16;
const valuesSchema = z.array(z.string().nullable());

/** @param key at least 32 secret bytes, the same in every process of an installation */
export function createCursorCodec(key: Buffer): CursorCodec {
  if (key.length < 32) throw new Error(`a cursor key must have at least 32 bytes, not ${key.length}`);
  const signed = (binding: CursorBinding, payload: string): string => {
    const query = createHash('sha256')
      .update(canonicalJson(binding.query ?? null))
      .digest('base64url');
    const mac = createHmac('sha256', key).update(`${binding.tenant}\n${binding.list}\n${query}\n${payload}`).digest();
    return `${payload}.${mac.subarray(0, MAC_BYTES).toString('base64url')}`;
  };
  return {
    encode(binding, values) {
      return signed(binding, Buffer.from(JSON.stringify(values)).toString('base64url'));
    },
    decode(binding, cursor, argument) {
      const [payload = ''] = cursor.split('.');
      // Compared as text, so that there is one text of a cursor and no other is taken for it.
      const given = Buffer.from(cursor);
      const expected = Buffer.from(signed(binding, payload));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new GraphQLError(
          `${argument} must be a cursor that this list gave, for the same filter and sort; this one is not`,
          { extensions: { code: 'BAD_USER_INPUT', argument } },
        );
      }
      return valuesSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    },
  };
}
