import { COMPETENCY_HISTORY } from './competency-history.ts';
import type { Dataset } from './dataset.ts';
import { PROFILE } from './profile.ts';
import { TRAINING_COMPLETIONS } from './training-completions.ts';

/** The datasets this stand-in has rows for. */
export const DATASETS: readonly Dataset[] = [PROFILE, TRAINING_COMPLETIONS, COMPETENCY_HISTORY];

/** A dataset by its name; letter case does not matter. */
export function datasetNamed(name: string): Dataset | null {
  return DATASETS.find((dataset) => dataset.name.toLowerCase() === name.toLowerCase()) ?? null;
}
