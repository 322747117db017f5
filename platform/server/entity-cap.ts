/** Most entities that one call of a subgraph server may ask for; the gateway splits what is more. */
export const MAX_REPRESENTATIONS = 1_000;
