/** Written by `npm run generate`. */
export const set = { number: 19, digest: "6a5961985154bdde" } as const;
