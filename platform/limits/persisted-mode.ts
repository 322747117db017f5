/**
 * What is done with documents that are not in the manifest of known ones.
 * - off: there is no manifest
 * - log: they are carried out, and written to the log
 * - enforce: they are refused
 */
export const PERSISTED_MODES = ['off', 'log', 'enforce'] as const;
export type PersistedMode = (typeof PERSISTED_MODES)[number];
