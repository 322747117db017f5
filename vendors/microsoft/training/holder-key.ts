import { createHash, createHmac } from 'node:crypto';

/**
 * Stands in for a person: the same for one person within one connection, different in every other, and without the
 * name or number in it. Keyed with the connection's id, so that the keys of two connections can't be joined.
 *
 * @param personId Microsoft's number of the person (`MCPID`); not kept
 * @returns 32 hexadecimal digits
 */
export function holderKey(connectionId: string, personId: string): string {
  return createHmac('sha256', `microsoft-training:${connectionId}`).update(personId.trim()).digest('hex').slice(0, 32);
}

/** Id of one attainment: Microsoft gives rows no id. The same person may pass the same certification again. */
export function attainmentId(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
