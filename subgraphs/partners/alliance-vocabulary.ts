import { registerEnumType } from 'type-graphql';

export const ALLIANCE_KINDS = ['SOURCES_FROM', 'TEAMS_WITH'] as const;
export type AllianceKind = (typeof ALLIANCE_KINDS)[number];

export const ALLIANCE_STATES = ['PROPOSED', 'ACTIVE', 'DECLINED', 'ENDED'] as const;
export type AllianceState = (typeof ALLIANCE_STATES)[number];

export const CONTRIBUTION_KINDS = ['SERVICE', 'EXPERTISE', 'TERRITORY', 'VERTICAL'] as const;
export type ContributionKind = (typeof CONTRIBUTION_KINDS)[number];

function enumOf<const Value extends string>(name: string, values: readonly Value[]): Readonly<Record<Value, Value>> {
  const object = Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
  registerEnumType(object, { name });
  return object;
}

export const AllianceKindEnum = enumOf('AllianceKind', ALLIANCE_KINDS);
export const AllianceStateEnum = enumOf('AllianceState', ALLIANCE_STATES);
export const ContributionKindEnum = enumOf('ContributionKind', CONTRIBUTION_KINDS);
