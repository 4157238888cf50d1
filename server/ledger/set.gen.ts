/** Written by `npm run generate`. */
export const set = { number: 3, digest: "b803f0afb1d8a956" } as const;
