/** Written by `npm run generate`. */
export const set = { number: 7, digest: "e5fd1bb9ed928836" } as const;
