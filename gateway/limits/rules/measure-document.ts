import { Kind, type DocumentNode, type FieldNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../../auth/selected-fields.ts';

/** How a number is made of an operation. Fragments stand in full wherever they are used. */
export interface Measure {
  /** The number of a field, from that of what it selects. */
  readonly ofField: (field: FieldNode, selected: number) => number;
  /** The number of a selection, from those of two parts of it. */
  readonly join: (left: number, right: number) => number;
}

export interface MeasuredOperation {
  readonly operation: OperationDefinitionNode;
  readonly value: number;
}

/**
 * Measures each operation of a document that may not be valid. Each fragment is measured once, so the work is bounded
 * by the size of the text, however much it stands for; one that uses itself counts as nothing there, since another rule
 * refuses it.
 */
export function measureDocument(document: DocumentNode, measure: Measure): MeasuredOperation[] {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const known = measured.get(name);
    const fragment = fragments.get(name);
    if (known !== undefined || !fragment) return known ?? 0;
    measured.set(name, 0);
    const value = ofSet(fragment.selectionSet);
    measured.set(name, value);
    return value;
  };
  const ofSet = (set: SelectionSetNode | undefined): number => {
    let value = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        value = measure.join(value, measure.ofField(selection, ofSet(selection.selectionSet)));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        value = measure.join(value, ofSet(selection.selectionSet));
      } else {
        value = measure.join(value, ofFragment(selection.name.value));
      }
    }
    return value;
  };

  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => ({ operation, value: ofSet(operation.selectionSet) }));
}
