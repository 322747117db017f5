import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import { jsonAnswer } from '../../common/answers.ts';
import { text } from '../../common/json.ts';
import type { JsonObject } from '../../common/json.ts';
import { referralLinks } from './referral-links.ts';
import { engagementOf, idOf } from './stored-referral.ts';
import type { StoredReferral } from './stored-referral.ts';

/** The referral as it goes over the wire. */
export function wireReferral(record: StoredReferral): JsonObject {
  return { ...record.document, links: referralLinks(idOf(record), engagementOf(record)) };
}

/** The version header of a referral: the same text as its eTag member, inner quotes and all. */
export function eTagHeader(record: StoredReferral): Record<string, string> {
  const eTag = text(record.document, 'eTag');
  return eTag === '' ? {} : { etag: eTag };
}

export function referralAnswer(status: number, record: StoredReferral): SandboxResponse {
  return jsonAnswer(status, wireReferral(record), eTagHeader(record));
}
