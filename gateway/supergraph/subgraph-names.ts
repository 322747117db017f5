import { Kind, parse } from 'graphql';

const GRAPHS_ENUM = 'join__Graph';

/** Names of the subgraphs a supergraph was composed of. */
export function subgraphNamesOf(supergraphSdl: string): string[] {
  const graphs = parse(supergraphSdl, { noLocation: true }).definitions.find(
    (found) => found.kind === Kind.ENUM_TYPE_DEFINITION && found.name.value === GRAPHS_ENUM,
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error('this is no supergraph: it names no subgraphs');
  return (graphs.values ?? []).flatMap((value) => {
    const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
    const name = graph?.arguments?.find((argument) => argument.name.value === 'name')?.value;
    return name?.kind === Kind.STRING ? [name.value] : [];
  });
}
