import type { Route } from '../../common/router.ts';
import type { PartnerCall } from '../partner-call.ts';
import { invalidRequest } from '../partner-error.ts';
import { isGuid } from '../../common/seeded.ts';
import { visibleReferral } from './access.ts';
import { patchReferral, replaceReferral } from './change-referral.ts';
import { createReferral } from './create-referral.ts';
import { listReferrals } from './list-referrals.ts';
import { referralAnswer } from './referral-answer.ts';

const LIST = '/partner/v1.0/engagements/referrals';

/** Every call of this API carries an id of its own `[PR22 headers.md]`. */
function withRequestId(handle: Route<PartnerCall>['handle']): Route<PartnerCall>['handle'] {
  return (call, params) => {
    const id = String(call.request.headers['client-request-id'] ?? '');
    if (!isGuid(id)) throw invalidRequest('client-request-id', `client-request-id: expected a guid, got '${id}'`);
    return handle(call, params);
  };
}

/** The referrals API. There is no delete. */
export const REFERRAL_ROUTES: readonly Route<PartnerCall>[] = [
  { operation: 'referrals.list', method: 'GET', path: LIST, write: false, handle: withRequestId(listReferrals) },
  { operation: 'referrals.create', method: 'POST', path: LIST, write: true, handle: withRequestId(createReferral) },
  {
    operation: 'referrals.get',
    method: 'GET',
    path: `${LIST}/:id`,
    write: false,
    handle: withRequestId((call, params) => referralAnswer(200, visibleReferral(call, params['id'] ?? ''))),
  },
  {
    operation: 'referrals.replace',
    method: 'PUT',
    path: `${LIST}/:id`,
    write: true,
    handle: withRequestId(replaceReferral),
  },
  {
    operation: 'referrals.patch',
    method: 'PATCH',
    path: `${LIST}/:id`,
    write: true,
    handle: withRequestId(patchReferral),
  },
];
