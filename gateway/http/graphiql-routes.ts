import type { FastifyInstance, FastifyReply } from 'fastify';
import { getStaticFile } from 'ruru/static';
import { renderGraphiQL } from './graphiql-page.ts';
import { GRAPHQL_PATH } from './graphql-route.ts';

const FILES_PATH = '/graphiql';
const MAIN_FILE = 'ruru.js';

export interface GraphiQLOptions {
  /** Headers that the page starts with, made anew for each visit: a demonstration fills in a token. */
  readonly headers?: (() => Promise<Readonly<Record<string, string>>>) | undefined;
  /** What stands in a new tab; GraphiQL's own welcome when left out. */
  readonly query?: string | undefined;
}

/** A name of the files that changes with them, so that browsers may keep them for good. */
async function fingerprint(): Promise<string> {
  const file = await getStaticFile({ staticPath: '/', urlPath: `/${MAIN_FILE}`, acceptEncoding: 'br' });
  const tag = file?.headers['etag']?.replaceAll(/\W/g, '');
  if (!tag) throw new Error(`the GraphiQL package has no file ${MAIN_FILE}`);
  return tag.slice(0, 32);
}

/**
 * Serves GraphiQL's files from the installed package. A file is looked up by its whole name in the package's list, so no
 * name leads anywhere else.
 * @returns what answers a browser with the page
 */
export async function addGraphiQLRoutes(
  app: FastifyInstance,
  options: GraphiQLOptions,
): Promise<(reply: FastifyReply) => Promise<FastifyReply>> {
  const staticPath = `${FILES_PATH}/${await fingerprint()}/`;
  app.get(`${staticPath}*`, async (request, reply) => {
    const file = await getStaticFile({
      staticPath,
      urlPath: request.url,
      acceptEncoding: request.headers['accept-encoding'],
      disallowDevAssets: true,
    });
    if (!file) return reply.callNotFound();
    // A worker is held to the policy of its own file, and these load each other.
    reply.removeHeader('content-security-policy');
    reply.headers({ ...file.headers, vary: 'accept-encoding', 'cache-control': 'public, max-age=31536000, immutable' });
    if (request.headers['if-none-match'] === file.headers['etag']) return reply.code(304).send();
    return reply.send(file.content);
  });
  return async (reply) => {
    const headers = (await options.headers?.()) ?? {};
    const { html, policy } = renderGraphiQL({
      endpoint: GRAPHQL_PATH,
      staticPath,
      headers,
      query: options.query ?? null,
    });
    reply.headers({ 'content-security-policy': policy, 'x-frame-options': 'DENY', vary: 'accept' });
    return reply.type('text/html; charset=utf-8').send(html);
  };
}
