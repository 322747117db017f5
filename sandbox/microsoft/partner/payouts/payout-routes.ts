import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import { emptyAnswer, jsonAnswer } from '../../common/answers.ts';
import type { Route } from '../../common/router.ts';
import { wholeSeconds } from '../../common/time.ts';
import { parseFilter } from '../odata/filter.ts';
import { ODataError } from '../odata/odata-error.ts';
import type { PartnerCall } from '../partner-call.ts';
import { PartnerError } from '../partner-error.ts';
import { PAYOUT_FILTERS, PAYOUT_KINDS } from './payout-kinds.ts';
import type { PayoutKind } from './payout-kinds.ts';
import type { PayoutExport, PayoutStore } from './payout-store.ts';

function payoutsOf(call: PartnerCall): PayoutStore {
  if (call.session.role === 'admin') return call.session.tenant.payouts;
  throw new PartnerError(403, 'accessDenied', 'The user has no role that may export payouts.');
}

/** Queued, Processing, Completed: only the last word is documented `[PAY]`. */
function statusOf(call: PartnerCall, request: PayoutExport): string {
  const { settings } = call.world;
  const waited = settings.now() - request.requestedAt;
  if (waited >= settings.reportDelayMs) return 'Completed';
  return waited * 2 >= settings.reportDelayMs ? 'Processing' : 'Queued';
}

function exportAnswer(call: PartnerCall, status: number, request: PayoutExport): SandboxResponse {
  const state = statusOf(call, request);
  const file = `/blob/payouts/${call.session.tenant.account.tenantId}/${request.id}.zip`;
  const entry = {
    requestId: request.id,
    requestTime: wholeSeconds(request.requestedAt),
    status: state,
    filter: request.filterText,
    fileFormat: 'csv',
    blobLocation: state === 'Completed' ? call.world.blobs.sign(call.request.origin, file) : null,
  };
  return jsonAnswer(status, { value: [entry] });
}

function readFilter(call: PartnerCall, kind: PayoutKind) {
  const { query } = call.request;
  for (const name of query.keys()) {
    if (name.startsWith('$') && name !== '$filter') throw new ODataError(name, 'the query option is not supported');
  }
  const text = query.get('$filter');
  const filter =
    text === null ? null : parseFilter(text, { shape: PAYOUT_FILTERS[kind], operators: ['eq', 'ge', 'le'] });
  return { filterText: text, filter };
}

function createExport(call: PartnerCall, kind: PayoutKind): SandboxResponse {
  const store = payoutsOf(call);
  const request = store.add({ kind, ...readFilter(call, kind), requestedAt: call.world.settings.now() });
  return exportAnswer(call, 202, request);
}

function findExport(call: PartnerCall, kind: PayoutKind, id: string): PayoutExport {
  const found = payoutsOf(call).find(kind, id);
  if (found) return found;
  throw new PartnerError(404, 'itemNotFound', `Export request '${id}' was not found.`, { target: 'requestId' });
}

function removeExport(call: PartnerCall, kind: PayoutKind, id: string): SandboxResponse {
  payoutsOf(call).remove(findExport(call, kind, id).id);
  return emptyAnswer(204);
}

function routesOf(kind: PayoutKind): Route<PartnerCall>[] {
  const path = `/partner/v1.0/payouts/${kind}`;
  return [
    { operation: 'payouts.create', method: 'POST', path, write: true, handle: (call) => createExport(call, kind) },
    {
      operation: 'payouts.get',
      method: 'GET',
      path: `${path}/:id`,
      write: false,
      handle: (call, params) => exportAnswer(call, 200, findExport(call, kind, params['id'] ?? '')),
    },
    {
      operation: 'payouts.delete',
      method: 'DELETE',
      path: `${path}/:id`,
      write: true,
      handle: (call, params) => removeExport(call, kind, params['id'] ?? ''),
    },
  ];
}

/** The payouts API: exports are queued, polled, downloaded, deleted `[PAY]`. */
export const PAYOUT_ROUTES: readonly Route<PartnerCall>[] = PAYOUT_KINDS.flatMap(routesOf);
