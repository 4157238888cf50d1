/** Written by `npm run generate`. */
export const set = { number: 11, digest: "2b73160546756e15" } as const;
