/** Where somebody was writing, in letters: left by what stood in for a field, and taken once by the field. */
export type Caret = {
  leave: (at: { from: number; to: number } | null) => void;
  take: () => { from: number; to: number } | null;
};

export function makeCaret(): Caret {
  let left: { from: number; to: number } | null = null;
  return {
    leave: (at) => void (left = at),
    take: () => {
      const at = left;
      left = null;
      return at;
    },
  };
}
