/** Written by `npm run generate`. */
export const set = { number: 2, digest: "374d70fb563a26b8" } as const;
