import { emptyLesson } from "#engine/own-lesson.ts";
import type { lessons } from "#server/api/lessons.ts";
import type { Sample } from "./sample.ts";

const content = emptyLesson("fr");

/** Of lessons that the company writes itself. */
export const lessonSamples: Record<keyof typeof lessons, Sample> = {
  listOwnLessons: { input: () => ({}) },
  readOwnLesson: { input: ({ lesson }) => ({ params: { id: lesson } }) },
  // There is an end to how many a company has.
  createOwnLesson: { input: () => ({ body: { content } }), also: [422] },
  saveOwnLesson: { input: ({ lesson }) => ({ params: { id: lesson }, body: { revision: 1, content } }), also: [409] },
  // It is empty.
  publishOwnLesson: { input: ({ lesson }) => ({ params: { id: lesson }, body: { revision: 1 } }), also: [409, 422] },
  withdrawOwnLesson: { input: ({ lesson }) => ({ params: { id: lesson } }) },
  requireOwnLesson: { input: ({ lesson }) => ({ params: { id: lesson }, body: { required: false } }) },
  deleteOwnLesson: { input: ({ lesson }) => ({ params: { id: lesson } }) },
};
