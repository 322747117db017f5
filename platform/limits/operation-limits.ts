/** What the form of a document is held to before anything is done for it. All count whole numbers. */
export interface OperationLimits {
  /** Words, names and marks of the text. */
  readonly tokens: number;
  /** Fields inside fields, fragments followed; what introspection selects does not count. */
  readonly depth: number;
  /** Fields that were given another name, `__typename` among them. */
  readonly aliases: number;
  /** Fields at the top of an operation, fragments followed. */
  readonly rootFields: number;
  /** Directives, wherever they stand. */
  readonly directives: number;
  /** Fragments that are defined. */
  readonly fragments: number;
  /** Fields of an operation once each fragment stands in full wherever it is used. */
  readonly fields: number;
  /** Values within the variables: each element of a list, each member of an object. */
  readonly inputValues: number;
}

/**
 * Several times what the largest query of our own needs (156 tokens, depth 7, no alias, 44 fields), and little enough
 * that the dearest document that keeps to them is checked in some milliseconds.
 */
export const DEFAULT_OPERATION_LIMITS: OperationLimits = {
  tokens: 1_000,
  depth: 15,
  aliases: 30,
  rootFields: 20,
  directives: 50,
  fragments: 50,
  fields: 1_000,
  inputValues: 1_000,
};

/** Names of the limits, for whoever configures them. */
export const OPERATION_LIMIT_NAMES = Object.keys(DEFAULT_OPERATION_LIMITS) as ReadonlyArray<keyof OperationLimits>;
