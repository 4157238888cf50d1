/** Written by `npm run generate`. */
export const set = { number: 13, digest: "19b5caeb233b87ad" } as const;
