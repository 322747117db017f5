import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { JsonValue } from '../records/json.ts';
import type { GraphContext } from './context.ts';

const PAYLOADS = 'vendor payloads';

/** The part of a JSON value at a JSON Pointer; undefined where it points to nothing. */
export function atPointer(value: JsonValue, pointer: string): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const token of pointer.split('/').slice(1)) {
    const member = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(here)) here = /^(0|[1-9]\d*)$/.test(member) ? here[Number(member)] : undefined;
    else if (here !== null && typeof here === 'object') here = Object.hasOwn(here, member) ? here[member] : undefined;
    else return undefined;
  }
  return here;
}

/**
 * The vendor's payload of a row, or the part of it at a pointer; null where there is none.
 * @throws GraphQLError BAD_USER_INPUT for text that is no JSON Pointer
 */
export async function loadPayloadPart(context: GraphContext, rowId: string, pointer: string): Promise<JsonValue> {
  if (!/^(\/([^~/]|~[01])*)*$/.test(pointer)) {
    throw new GraphQLError(
      `pointer must be a JSON Pointer such as /LifeCycle/Stage, not ${JSON.stringify(pointer.slice(0, 60))}`,
      {
        extensions: { code: 'BAD_USER_INPUT', argument: 'pointer' },
      },
    );
  }
  const loader = context.loader<string, JsonValue>(
    PAYLOADS,
    () =>
      new DataLoader(async (ids) => {
        const rows = await context.db.read((trx) =>
          trx.selectFrom('vendor_payload').select(['node_id', 'payload']).where('node_id', 'in', ids).execute(),
        );
        const byId = new Map<string, JsonValue>(rows.map((row) => [row.node_id, row.payload.value as JsonValue]));
        return ids.map((id) => byId.get(id) ?? null);
      }),
  );
  return atPointer(await loader.load(rowId), pointer) ?? null;
}
