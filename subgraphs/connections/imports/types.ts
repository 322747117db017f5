import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { CapabilityAreaEnum, enumOf, FieldErrorCodeEnum } from '../../../platform/graph/enums.ts';
import { Node } from '../../../platform/graph/node.ts';
import { VendorRef } from '../../../platform/graph/refs.ts';
import { DateScalar } from '../../../platform/graph/scalars.ts';
import { FieldError } from '../../../platform/graph/shared-types.ts';
import { IMPORT_STATES, type ImportState, type RowProblemCode } from '../../../platform/imports/contract.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import { Change } from '../types.ts';

export const ImportStateEnum = enumOf(
  'ImportState',
  IMPORT_STATES,
  'CHECKING: rows are being read, and their number grows. REFUSED: the file can not be taken as a whole; its problem says why. Only a CHECKED one can be committed.',
);

@ObjectType({ description: 'Why a row of a file is left out.' })
export class RowProblem {
  @Field(() => Int, { description: 'As a spreadsheet counts: the header is row 1. 0 for the file as a whole.' })
  row!: number;
  @Field(() => String, { nullable: true, description: "The column's header as the file writes it." })
  column!: string | null;
  @Field(() => FieldErrorCodeEnum)
  code!: RowProblemCode;
  @Field(() => String)
  message!: string;
}

@ObjectType({
  implements: Node,
  description:
    "A vendor's export file (CSV or XLSX), uploaded to /imports, checked row by row; nothing is stored until it is committed.",
})
@Directive('@key(fields: "id")')
export class FileImport implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => CapabilityAreaEnum)
  area!: CapabilityArea;
  @Field(() => ImportStateEnum)
  state!: ImportState;
  @Field(() => DateScalar, { description: 'The date on which the vendor wrote the file.' })
  asOf!: string;
  @Field(() => Int, { description: 'Rows read so far, and in all once it is no longer CHECKING.' })
  rows!: number;
  @Field(() => Int, { description: 'Rows of these without a problem.' })
  accepted!: number;
  @Field(() => [RowProblem], { description: 'At most 1000; the last one then says how many more there are.' })
  problems!: RowProblem[];
  @Field(() => [Change], {
    description:
      'What committing it would change, at most 100 of it: none while it is CHECKING. The records of ADDED are not there yet, those of UPDATED are as they were, `row` is what the file says; no cursor leads to any of it. Empty where no row is accepted: nothing can be committed then.',
  })
  preview!: Change[];
  @Field(() => Int, { description: 'Records that a commit adds.' })
  added!: number;
  @Field(() => Int, { description: 'Records that a commit changes.' })
  updated!: number;
  @Field(() => Int, { description: 'Records that are no longer in the file: a commit marks them as deleted upstream.' })
  deleted!: number;
  /** Row id of the import that it repeats: not a field of the graph. */
  repeatedRow!: string | null;
}

@ObjectType()
export class FileImportPayload {
  @Field(() => FileImport, { nullable: true })
  fileImport!: FileImport | null;
  @Field(() => [FieldError])
  errors!: FieldError[];
}
