import type { GraphQLDataSource } from '@apollo/gateway';
import { Pool } from 'undici';
import { CONTEXT_HEADER } from '../../platform/identity/context-form.ts';
import type { SignContext } from '../../platform/identity/context-signer.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { withDeadline } from '../../platform/resilience/deadline.ts';
import { MAX_REPRESENTATIONS } from '../../platform/server/entity-cap.ts';
import type { GatewayContext } from '../context.ts';
import { joinEntities, splitEntities } from './entity-chunks.ts';
import { readAnswer } from './remote-answer.ts';
import { faultAnswer } from './subgraph-fault.ts';
import { readFetch, type FetchOptions, type SubgraphAnswer, type SubgraphFetch } from './subgraph-fetch.ts';

export interface RemoteDataSourceOptions {
  readonly name: string;
  /** `http://…/deals/graphql`. Never shown to a caller, never logged. */
  readonly url: string;
  /** Signs each call: the subgraph answers no other, and never sees the caller's token. */
  readonly sign: SignContext;
  /** Longest time a call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Largest answer accepted, in bytes. */
  readonly maxAnswerBytes: number;
}

const CONNECTIONS = 64;
const CONNECT_TIMEOUT_MS = 2_000;
/** Not the caller's fault: our key or our clock is not the subgraph's. */
const NOT_TRUSTED = 401;

/** Calls a subgraph in another process, over a pool of kept-alive connections. Nothing is tried twice. */
export class RemoteDataSource implements GraphQLDataSource<GatewayContext> {
  readonly #options: RemoteDataSourceOptions;
  readonly #path: string;
  readonly #pool: Pool;

  constructor(options: RemoteDataSourceOptions) {
    const url = new URL(options.url);
    this.#options = options;
    this.#path = `${url.pathname}${url.search}`;
    this.#pool = new Pool(url.origin, {
      connections: CONNECTIONS,
      connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, options.timeoutMs) },
    });
  }

  async process(options: FetchOptions): Promise<SubgraphAnswer> {
    const parts = splitEntities(readFetch(options), MAX_REPRESENTATIONS);
    return joinEntities(parts, await Promise.all(parts.map((part) => this.#call(part))));
  }

  /** Lets calls under way finish, then closes the connections. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  async #call(fetch: SubgraphFetch): Promise<SubgraphAnswer> {
    const { name, timeoutMs, maxAnswerBytes } = this.#options;
    const { log, signal } = fetch.context;
    const deadline = withDeadline(signal, timeoutMs);
    try {
      const { statusCode, body } = await this.#send(fetch, deadline.signal);
      const answer = readAnswer((await readBody(body, maxAnswerBytes)).toString('utf8'));
      if (statusCode === NOT_TRUSTED) {
        log.error({ subgraph: name }, 'a subgraph does not accept the calls that are signed here');
        return faultAnswer(fetch, 'SUBGRAPH_UNAVAILABLE');
      }
      if (answer) return answer;
      log.warn({ subgraph: name, status: statusCode }, 'a subgraph gave no GraphQL answer');
      return faultAnswer(fetch, 'SUBGRAPH_UNAVAILABLE');
    } catch (error) {
      const late = deadline.expired() || signal.aborted;
      log.warn({ err: error, subgraph: name }, late ? 'a subgraph did not answer in time' : 'a subgraph failed');
      return faultAnswer(fetch, late ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE');
    } finally {
      deadline.clear();
    }
  }

  #send(fetch: SubgraphFetch, signal: AbortSignal): ReturnType<Pool['request']> {
    const { query, operationName, variables, isMutation: isChange } = fetch;
    const { viewer, requestId, remainingMs } = fetch.context;
    const { name: audience, timeoutMs, sign } = this.#options;
    const leftMs = Math.max(1, Math.ceil(Math.min(timeoutMs, remainingMs())));
    const body = Buffer.from(JSON.stringify({ query, operationName, variables }));
    return this.#pool.request({
      path: this.#path,
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        [CONTEXT_HEADER]: sign({ audience, viewer, requestId, body, isChange, leftMs }),
        'x-request-id': requestId,
      },
      body,
    });
  }
}
