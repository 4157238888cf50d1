/** Written by `npm run generate`. */
export const set = { number: 25, digest: "a9e459ef537888f2" } as const;
