import type { HTTPGraphQLRequest } from '@apollo/server';
import type { Logger } from 'pino';
import type { PersistedMode } from '../../../platform/limits/persisted-mode.ts';
import type { Refusal } from '../../../platform/server/graphql-answer.ts';
import { documentId, type DocumentManifest } from './manifest.ts';

/** A request to be carried out, or why it is not. */
export type Resolved = { readonly request: HTTPGraphQLRequest } | { readonly refusal: Refusal };

/** Puts the document in the place of its id, and keeps out what is not in the manifest. */
export interface DocumentDesk {
  resolve(request: HTTPGraphQLRequest, log: Logger): Resolved;
}

type Parameters = Readonly<Record<string, unknown>>;

const OF_HEX = /^[\da-f]{64}$/;

function asRecord(value: unknown): Parameters | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Parameters) : null;
}

function readJson(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The id in `documentId`, as GraphQL over HTTP has it, or in `extensions.persistedQuery`, as many clients send it; null
 * when there is neither.
 */
function idOf({ documentId: id, extensions }: Parameters): string | null {
  if (typeof id === 'string') return id;
  const hash = asRecord(asRecord(readJson(extensions))?.['persistedQuery'])?.['sha256Hash'];
  return typeof hash === 'string' && OF_HEX.test(hash) ? `sha256:${hash}` : null;
}

/** The parameters with the document in the place of its id. */
function withText(given: Parameters, query: string): Parameters {
  const { documentId: _id, extensions, ...rest } = given;
  const { persistedQuery: _hash, ...others } = asRecord(readJson(extensions)) ?? {};
  return { ...rest, query, ...(Object.keys(others).length > 0 ? { extensions: others } : {}) };
}

function replaced(request: HTTPGraphQLRequest, parameters: Parameters): HTTPGraphQLRequest {
  if (request.method !== 'GET') return { ...request, body: parameters };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return { ...request, search: `?${search.toString()}` };
}

const NOT_FOUND: Refusal = {
  status: 400,
  code: 'PERSISTED_DOCUMENT_NOT_FOUND',
  message: 'No document has this id.',
};
const REQUIRED: Refusal = {
  status: 400,
  code: 'PERSISTED_DOCUMENT_REQUIRED',
  message: 'Only documents that are known here are carried out: send documentId instead of query.',
};

/** Takes every document as it comes. */
export const OPEN_DESK: DocumentDesk = { resolve: (request) => ({ request }) };

/**
 * A desk over a manifest.
 * @param mode log: documents that are not in it are carried out, and written to the log with their ids; enforce: not
 */
export function createDocumentDesk(manifest: DocumentManifest, mode: Exclude<PersistedMode, 'off'>): DocumentDesk {
  return {
    resolve: (request, log) => {
      const given: Parameters | null =
        request.method === 'GET' ? Object.fromEntries(new URLSearchParams(request.search)) : asRecord(request.body);
      if (!given) return { request };
      const { query } = given;
      const id = idOf(given);
      if (id !== null && (typeof query !== 'string' || query === '')) {
        const text = manifest.textOf(id);
        return text === undefined ? { refusal: NOT_FOUND } : { request: replaced(request, withText(given, text)) };
      }
      if (typeof query !== 'string' || manifest.has(query)) return { request };
      if (mode === 'enforce') return { refusal: REQUIRED };
      log.info({ documentId: documentId(query) }, 'a document came that is not in the manifest');
      return { request };
    },
  };
}
