import { SeededRandom } from '../../../../kernel/random.ts';
import { USUAL_RANGES } from './dataset.ts';
import type { Dataset } from './dataset.ts';

const COMPETENCIES = ['Cloud Platform', 'Data Analytics', 'Security', 'DevOps'] as const;

/** Competencies, which ended in October 2022: history only. */
export const COMPETENCY_HISTORY: Dataset = {
  name: 'CompetencySummaryHistory',
  columns: ['CompetencyName', 'CompetencyLevel', 'CompetencyStatus', 'CompetencyStartDate', 'CompetencyEndDate'],
  dateColumn: 'CompetencyEndDate',
  ranges: USUAL_RANGES,
  personal: [],
  rows: (owner) => {
    const random = new SeededRandom(`${owner.seed}:microsoft:competency:${owner.index}`);
    return random
      .shuffle(COMPETENCIES)
      .slice(0, 2)
      .map((name) => ({
        CompetencyName: name,
        CompetencyLevel: random.pick(['Gold', 'Silver']),
        CompetencyStatus: 'Inactive',
        CompetencyStartDate: '2021-10-01T00:00:00',
        CompetencyEndDate: '2022-09-30T00:00:00',
      }));
  },
};
