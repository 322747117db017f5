import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql';
import { importedAs, type SupergraphLink } from '../../supergraph/links.ts';

/** The specification of `@cost` and `@listSize`, by exact version. */
export const COST_SPEC = 'https://specs.apollo.dev/cost/v0.1';

/** How many elements a list has, as far as the schema tells. */
export interface ListSize {
  /** Taken where no argument tells; null when the schema does not say. */
  readonly assumed: number | null;
  /** Arguments of the field that tell, the largest counts: `first`. */
  readonly slicing: readonly string[];
  /** Lists right below that the number is of: `nodes`, `edges`. Empty when the field itself is the list. */
  readonly sizedFields: readonly string[];
}

/** The names, without @, of the two directives in one supergraph; null when it does not use them. */
export interface CostNames {
  readonly cost: string;
  readonly listSize: string;
}

function member(node: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return node.arguments?.find((found) => found.name.value === name)?.value;
}

function texts(value: ConstValueNode | undefined): string[] {
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}

/** Reads how a supergraph calls the directives. It may import them by name, or rename them. */
export function costNamesOf(links: readonly SupergraphLink[]): CostNames | null {
  const link = links.find(({ url }) => url === COST_SPEC);
  if (!link) return null;
  return { cost: link.directive, listSize: importedAs(link.node, 'listSize') ?? `${link.directive}__listSize` };
}

type Directives = readonly ConstDirectiveNode[] | undefined;

/** The weight that `@cost` states; null when there is none. */
export function readWeight(directives: Directives, names: CostNames): number | null {
  const found = directives?.find((directive) => directive.name.value === names.cost);
  const weight = found && member(found, 'weight');
  return weight?.kind === Kind.INT ? Number(weight.value) : null;
}

/** What `@listSize` states; null when there is none. */
export function readListSize(directives: Directives, names: CostNames): ListSize | null {
  const found = directives?.find((directive) => directive.name.value === names.listSize);
  if (!found) return null;
  const assumed = member(found, 'assumedSize');
  return {
    assumed: assumed?.kind === Kind.INT ? Number(assumed.value) : null,
    slicing: texts(member(found, 'slicingArguments')),
    sizedFields: texts(member(found, 'sizedFields')),
  };
}
