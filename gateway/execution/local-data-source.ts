import type { GraphQLDataSource } from '@apollo/gateway';
import { execute, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { withDeadline } from '../../platform/resilience/deadline.ts';
import type { GatewayContext } from '../context.ts';
import { markInputErrors } from '../../platform/server/input-errors.ts';
import { faultAnswer } from './subgraph-fault.ts';
import { readFetch, type FetchOptions, type SubgraphAnswer, type SubgraphFetch } from './subgraph-fetch.ts';

export interface LocalDataSourceOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Longest time a call may take, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Calls a subgraph that runs in this process: no HTTP, no parsing, no second validation (the plan was made from the
 * same schema), and the request's shared context.
 */
export class LocalDataSource implements GraphQLDataSource<GatewayContext> {
  readonly #options: LocalDataSourceOptions;

  constructor(options: LocalDataSourceOptions) {
    this.#options = options;
  }

  async process(options: FetchOptions): Promise<SubgraphAnswer> {
    const fetch = readFetch(options);
    const { name, timeoutMs } = this.#options;
    const deadline = withDeadline(fetch.context.signal, timeoutMs);
    const late = new Promise<'late'>((resolve) => {
      deadline.signal.addEventListener('abort', () => resolve('late'), { once: true });
    });
    try {
      if (deadline.signal.aborted) return faultAnswer(fetch, 'SUBGRAPH_TIMEOUT');
      const answer = await Promise.race([this.#execute(fetch), late]);
      if (answer !== 'late') return { data: answer.data ?? null, ...errorsOf(answer) };
      fetch.context.log.warn({ subgraph: name, timeoutMs }, 'a subgraph did not answer in time');
      return faultAnswer(fetch, 'SUBGRAPH_TIMEOUT');
    } finally {
      deadline.clear();
    }
  }

  async #execute(fetch: SubgraphFetch): Promise<ExecutionResult> {
    if (fetch.context.graph === null) throw new Error(`the subgraph ${this.#options.name} has no context to run in`);
    return execute({
      schema: this.#options.schema,
      document: fetch.document,
      variableValues: fetch.variables,
      operationName: fetch.operationName,
      contextValue: fetch.context.graph,
    });
  }
}

function errorsOf(answer: ExecutionResult): Pick<SubgraphAnswer, 'errors'> {
  const errors = markInputErrors(answer.errors);
  return errors ? { errors } : {};
}
