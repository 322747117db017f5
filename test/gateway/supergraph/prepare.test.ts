import { describe, expect, test } from '@jest/globals';
import { prepareSupergraph } from '../../../gateway/supergraph/prepare.ts';
import { subgraphNamesOf } from '../../../gateway/supergraph/subgraph-names.ts';
import { startGateway } from '../../../gateway/start-gateway.ts';
import { runGateway, SUPERGRAPH } from '../support/running-gateway.ts';

const SCOPES = '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)';

function withLink(link: string): string {
  expect(SUPERGRAPH).toContain(SCOPES);
  return SUPERGRAPH.replace(SCOPES, `${SCOPES} ${link}`);
}

describe('preparing a supergraph', () => {
  test('takes away the demand of a feature that the guard enforces, and nothing else', () => {
    const prepared = prepareSupergraph(SUPERGRAPH);
    expect(prepared).toContain('@link(url: "https://specs.apollo.dev/requiresScopes/v0.1")');
    expect(prepared).toContain('@link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)');
    expect(prepared).toContain('@requiresScopes(scopes: [["raw:read"]])');
  });

  test.each([
    ['a security feature nobody enforces', 'https://specs.apollo.dev/policy/v0.1', 'SECURITY'],
    ['an execution feature nobody carries out', 'https://specs.apollo.dev/context/v0.1', 'EXECUTION'],
    ['a later version of one that is enforced', 'https://specs.apollo.dev/requiresScopes/v0.2', 'SECURITY'],
    ['a feature of other makers', 'https://example.com/fence/v1.0', 'SECURITY'],
  ])('refuses %s, by name', (_title, url, purpose) => {
    const sdl = withLink(`@link(url: "${url}", for: ${purpose})`);
    expect(() => prepareSupergraph(sdl)).toThrow(`${url} (for: ${purpose})`);
  });

  test('lets a feature pass that demands nothing', () => {
    expect(() => prepareSupergraph(withLink('@link(url: "https://specs.apollo.dev/cost/v0.1")'))).not.toThrow();
  });

  test('enforces nothing that the guard does not declare', () => {
    expect(() => prepareSupergraph(SUPERGRAPH, new Set())).toThrow('requiresScopes/v0.1');
  });
});

describe('starting a gateway', () => {
  test('fails over a supergraph with a rule that is not enforced, rather than serving it', async () => {
    const supergraphSdl = withLink('@link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)');
    await expect(runGateway({ supergraphSdl })).rejects.toThrow('policy/v0.1');
  });

  test('fails when a subgraph is nowhere, or in two places', async () => {
    expect(subgraphNamesOf(SUPERGRAPH).toSorted()).toEqual(['buyers', 'orders']);
    const options = {
      listen: { host: '127.0.0.1', port: 0 },
      supergraphSdl: SUPERGRAPH,
      services: null,
    } as unknown as Parameters<typeof startGateway>[0];
    const remote = { orders: 'http://127.0.0.1:9/graphql' };
    await expect(startGateway({ ...options, subgraphs: { local: [], remote, timeoutMs: 100 } })).rejects.toThrow(
      'the subgraph buyers is neither in this process nor has it an address',
    );
    const local = [{ name: 'orders', schema: {} as never }];
    await expect(startGateway({ ...options, subgraphs: { local, remote, timeoutMs: 100 } })).rejects.toThrow(
      'the subgraph orders is both in this process and elsewhere',
    );
  });
});
