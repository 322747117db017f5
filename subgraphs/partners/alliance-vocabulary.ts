import { enumOf } from '../../platform/graph/enums.ts';

export const ALLIANCE_KINDS = ['SOURCES_FROM', 'TEAMS_WITH'] as const;
export type AllianceKind = (typeof ALLIANCE_KINDS)[number];

export const ALLIANCE_STATES = ['PROPOSED', 'ACTIVE', 'DECLINED', 'ENDED'] as const;
export type AllianceState = (typeof ALLIANCE_STATES)[number];

export const CONTRIBUTION_KINDS = ['SERVICE', 'EXPERTISE', 'TERRITORY', 'VERTICAL'] as const;
export type ContributionKind = (typeof CONTRIBUTION_KINDS)[number];

export const AllianceKindEnum = enumOf('AllianceKind', ALLIANCE_KINDS);
export const AllianceStateEnum = enumOf('AllianceState', ALLIANCE_STATES);
export const ContributionKindEnum = enumOf('ContributionKind', CONTRIBUTION_KINDS);
