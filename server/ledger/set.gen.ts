/** Written by `npm run generate`. */
export const set = { number: 18, digest: "23c1d8c98b729479" } as const;
