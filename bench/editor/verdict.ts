import { type Frames, median, type Typing } from "./gauge.ts";

/** What was seen of one editor, or of the empty page, in one round. */
export type Figures = {
  name: string;
  open?: { cold: number; again: number };
  weight?: { scripts: number; styles: number };
  heap?: number;
  frames: Record<string, Frames>;
  typing?: Record<string, Typing>;
};

export function table(_figures: Figures[]): string {
  return `${median([1])}`;
}
export const failures = (_figures: Figures[]): string[] => [];
