import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  type FieldNode,
  type ValidationRule,
} from 'graphql';

/** Federation's field that gives a subgraph's schema away. Our gateways are given a composed one instead. */
const noServiceSdl: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== '_service') return;
    context.reportError(new GraphQLError('This subgraph does not tell its schema.', { nodes: node }));
  },
});

/** Entities are asked for once an operation, in a variable: so their number can be bounded. */
const entitiesOnceByVariable: ValidationRule = (context) => {
  const found: FieldNode[] = [];
  return {
    Field(node) {
      if (node.name.value !== '_entities') return;
      found.push(node);
      const given = node.arguments?.find((argument) => argument.name.value === 'representations')?.value;
      if (found.length === 1 && (given === undefined || given.kind === Kind.VARIABLE)) return;
      const message = 'Entities must be asked for once, with the representations in a variable.';
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
};

/** What a document must keep to beside GraphQL's own rules, to be carried out by a subgraph server. */
export const SUBGRAPH_RULES: readonly ValidationRule[] = [
  ...specifiedRules,
  NoSchemaIntrospectionCustomRule,
  noServiceSdl,
  entitiesOnceByVariable,
];
