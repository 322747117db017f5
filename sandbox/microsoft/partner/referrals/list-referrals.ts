import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import { jsonAnswer } from '../../common/answers.ts';
import type { Json, JsonObject } from '../../common/json.ts';
import { rawListOptions, readListOptions } from '../odata/list-options.ts';
import type { ListOptions } from '../odata/list-options.ts';
import { matchesFilter, requiredText } from '../odata/match-filter.ts';
import { readSkipToken, writeSkipToken } from '../odata/skip-token.ts';
import type { PageEnd } from '../odata/skip-token.ts';
import type { PartnerCall } from '../partner-call.ts';
import { isVisible, referralsOf } from './access.ts';
import { wireReferral } from './referral-answer.ts';
import { REFERRAL_SHAPE } from './referral-shape.ts';
import { idOf } from './stored-referral.ts';
import type { StoredReferral } from './stored-referral.ts';

const HOST = 'http://api.partner.microsoft.com/v1.0';

const orderValue = (record: StoredReferral, options: ListOptions): string =>
  String(record.document[options.orderKey] ?? '');

/** Compares two places in the list: the order value, then the id. */
function comparePlaces(left: PageEnd, right: PageEnd, descending: boolean): number {
  if (left.orderValue === right.orderValue) return left.id < right.id ? -1 : Number(left.id > right.id);
  return left.orderValue < right.orderValue === descending ? 1 : -1;
}

/**
 * The records a query means. A plain list shows the caller's own organization; a query that fixes the engagement
 * shows the referrals of all parties, as the link `relatedReferrals` promises.
 */
function recordsOf(call: PartnerCall, options: ListOptions): StoredReferral[] {
  const related = options.filter !== null && requiredText(options.filter, 'engagementId') !== null;
  return referralsOf(call.session)
    .all()
    .filter((record) => related || record.owner === 'partner')
    .filter((record) => isVisible(call.session, record))
    .filter((record) => options.filter === null || matchesFilter(options.filter, record.document));
}

function selected(record: StoredReferral, options: ListOptions): JsonObject {
  const whole = wireReferral(record);
  if (options.select === null) return whole;
  return Object.fromEntries(options.select.map((name): [string, Json] => [name, whole[name] ?? null]));
}

interface Placed {
  readonly record: StoredReferral;
  readonly place: PageEnd;
}

function placedRecords(call: PartnerCall, options: ListOptions): Placed[] {
  return recordsOf(call, options)
    .map((record) => ({ record, place: { orderValue: orderValue(record, options), id: idOf(record) } }))
    .sort((left, right) => comparePlaces(left.place, right.place, options.descending));
}

const after = (placed: readonly Placed[], end: PageEnd | null, options: ListOptions): readonly Placed[] =>
  end ? placed.filter(({ place }) => comparePlaces(place, end, options.descending) > 0) : placed;

/** The next page, or under the fault `duplicatePages` once more the page before it. */
function pageOf(placed: readonly Placed[], options: ListOptions, from: { end: PageEnd | null; again: PageEnd | null }) {
  const rest = after(placed, from.end, options);
  const page = rest.slice(0, options.top).map(({ record }) => record);
  const last = rest.length > options.top ? rest[options.top - 1] : undefined;
  if (!from.again) return { page, next: last?.place ?? null };
  return { page, next: from.again };
}

/** `GET /referrals`: one page of a query. @throws ODataError for options that are not offered */
export function listReferrals(call: PartnerCall): SandboxResponse {
  const key = `skiptoken:${call.world.settings.seed}`;
  const caller = `${call.session.tenant.account.tenantId}/${call.session.role}`;
  const sent = rawListOptions(call.request.query);
  const token = call.request.query.get('$skiptoken');
  const given = token === null ? null : readSkipToken(key, token, { caller, options: sent });
  const raw = given?.options ?? sent;
  const options = readListOptions(raw, REFERRAL_SHAPE);
  const placed = placedRecords(call, options);

  // The fault repeats the page before the one that is asked for, and hands the same token out again.
  const again = given && call.request.duplicatePages && !given.repeated ? given : null;
  const end = again ? again.before : (given?.end ?? null);
  const { page, next } = pageOf(placed, options, { end, again: again?.end ?? null });
  const body = {
    '@odata.context': `${HOST}/$metadata#Referrals`,
    '@odata.count': placed.length,
    value: page.map((record) => selected(record, options)),
  };
  if (!next) return jsonAnswer(200, body);
  const link = writeSkipToken(key, { caller, options: raw, end: next, before: end, repeated: again !== null });
  // The service's own link has the wrong scheme and lacks /engagements: only its token is of use.
  return jsonAnswer(200, { ...body, '@odata.nextLink': `${HOST}/referrals?$skiptoken=${link}` });
}
