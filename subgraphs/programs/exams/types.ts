import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PersonRef } from '../../../platform/graph/refs.ts';
import { DateScalar } from '../../../platform/graph/scalars.ts';
import { Tier, Vendor } from '../catalog-types.ts';

@InputType({
  description:
    'The smallest set of exams that reaches or holds the chosen tiers together, counting one person and one exam wherever the rules let them count twice.',
})
export class CertificationPlanInput {
  @Field(() => ID)
  partner!: string;
  @Field(() => [ID])
  targets!: string[];
  @Field(() => DateScalar)
  asOf!: string;
  @Field(() => [ID], { nullable: true, description: 'People who are to sit no exam. What they hold still counts.' })
  exclude?: string[] | null;
}

@ObjectType()
export class PlannedExam {
  @Field(() => PersonRef)
  person!: PersonRef;
  @Field(() => String)
  code!: string;
  @Field(() => Vendor)
  vendor!: Vendor;
  @Field(() => DateScalar)
  by!: string;
  @Field(() => [Tier])
  countsToward!: Tier[];
}

@ObjectType()
export class CertificationPlan {
  @Field(() => [PlannedExam])
  exams!: PlannedExam[];
  @Field(() => Int, { description: 'People who sit an exam, each once.' })
  people!: number;
  @Field(() => [Tier], {
    description:
      'Targets whose people are all there once the exams are passed. What else a tier asks for, exams do not bring.',
  })
  covers!: Tier[];
  @Field(() => [Tier], {
    description:
      'Targets that no exams of these people reach, or of which it is not known how many certified people they ask for or who holds what.',
  })
  unreachable!: Tier[];
  @Field(() => Boolean, { description: 'No smaller set would do. False where that could not be proven in time.' })
  optimal!: boolean;
}
