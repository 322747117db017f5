/** What the solver is told beside the model and its time: no gap to the best is good enough, and no chance is in it. */
export const SOLVER_OPTIONS = { output_flag: false, mip_rel_gap: 0, random_seed: 0 } as const;
