import { utcDate } from '../../../../platform/records/dates.ts';

/** The day on which a story is told, in UTC. */
export const TODAY = utcDate(new Date());
