import { Field, ID, InterfaceType } from 'type-graphql';

// A subgraph lists the nodes it holds: without this, type-graphql would add the nodes of every other one in the process.
@InterfaceType({
  description: 'Anything that can be fetched again by its opaque, globally unique id.',
  autoRegisterImplementations: false,
})
export abstract class Node {
  @Field(() => ID)
  id!: string;
}
