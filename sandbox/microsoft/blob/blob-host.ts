import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import { retryAfter, routedHost } from '../common/host.ts';
import type { Host } from '../common/host.ts';
import { Router } from '../common/router.ts';
import type { Tenant } from '../tenant.ts';
import type { World } from '../world.ts';

/** A stored file and its media type. */
export interface BlobFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The storage service's error form, in XML `[GEN]`. */
function storageError(status: number, code: string, message: string): SandboxResponse {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body };
}

type FileFinder = (tenant: Tenant, name: string) => BlobFile | null;

function download(world: World, find: FileFinder) {
  return (request: SandboxRequest, params: Readonly<Record<string, string>>): SandboxResponse => {
    if (!world.blobs.isGood(request.path, request.query)) {
      return storageError(403, 'AuthenticationFailed', 'Signature not valid in the specified time frame.');
    }
    const tenant = world.directory.byTenantId(params['tenantId'] ?? '');
    const file = tenant ? find(tenant, params['file'] ?? '') : null;
    if (!file) return storageError(404, 'BlobNotFound', 'The specified blob does not exist.');
    return { status: 200, headers: { 'content-type': file.type }, body: file.bytes };
  };
}

/**
 * The storage behind pre-signed links. It needs no token and ignores one, but names the operation differently when
 * one came, so that the counts show a client that sends its token where it should not.
 */
export function blobHost(world: World): Host {
  const route = (path: string, find: FileFinder) => ({
    operation: 'blob.download',
    method: 'GET',
    path,
    write: false,
    handle: download(world, find),
  });
  const router = new Router<SandboxRequest>([
    route('/blob/payouts/:tenantId/:file', (tenant, name) => tenant.payouts.file(name)),
    route('/blob/insights/:tenantId/:file', (tenant, name) => tenant.insights.file(name)),
  ]);
  const host = routedHost({
    prefix: '/blob',
    router,
    answer: (request, match) =>
      match
        ? match.route.handle(request, match.params)
        : storageError(404, 'BlobNotFound', 'The specified blob does not exist.'),
    fault: (status, seconds) => {
      const answer = storageError(
        status,
        status === 503 ? 'ServerBusy' : 'InternalError',
        `The storage answered ${status}.`,
      );
      return { ...answer, headers: { ...answer.headers, ...retryAfter(seconds) } };
    },
  });
  return {
    ...host,
    operationOf: (request) => {
      const operation = host.operationOf(request);
      return operation !== null && request.headers.authorization ? `${operation}WithAuthorization` : operation;
    },
  };
}
