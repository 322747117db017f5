import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { changeShape } from './content/changes.ts';

const json = z.custom<JsonValue>((value) => value !== undefined);

const postShape = z.object({ method: z.literal('POST'), body: json });

const patchShape = z.object({
  method: z.literal('PATCH'),
  remoteId: z.string(),
  /** The ETag with its inner quotes, as Microsoft wrote it. */
  ifMatch: z.string(),
  body: json,
  changes: z.array(changeShape),
  /** Another's change of the same members ends the operation; else it is planned anew on what is there by then. */
  guarded: z.boolean(),
});

const requestShape = z.discriminatedUnion('method', [postShape, patchShape]);

/** A frozen call: what is sent, and what its outcome is told by. No credentials, and nothing that differs between tries. */
export type FrozenRequest = z.infer<typeof requestShape>;
export type FrozenPatch = z.infer<typeof patchShape>;

/** @throws z.ZodError when what was stored is not ours */
export function requestOf(stored: JsonValue): FrozenRequest {
  return requestShape.parse(stored);
}
