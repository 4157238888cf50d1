import { noticeWishes, pushDevice } from "./settings.ts";
import type { Sample } from "./sample.ts";

/** Sound requests of what is told to people, and of the links in it (samples.ts). */
export const noticeSamples = {
  openLink: { input: ({ link }) => ({ params: { token: link } }), also: [403] },
  answerLink: { input: ({ link }) => ({ params: { token: link, act: "publish" }, body: {} }), also: [403, 409] },
  showLinkPicture: { input: ({ link, medium }) => ({ params: { token: link, id: medium } }) },
  readNoticeWishes: { input: () => ({}) },
  saveNoticeWishes: { input: () => ({ body: noticeWishes }) },
  readImportance: { input: ({ delivery }) => ({ params: { id: delivery } }) },
  markImportant: { input: ({ delivery }) => ({ params: { id: delivery }, body: { on: true } }) },
  listDevices: { input: () => ({}) },
  keepDevice: { input: () => ({ body: pushDevice }) },
  dropDevice: { input: ({ device }) => ({ params: { id: device } }) },
  renewPushKeys: { input: () => ({}) },
  tryDevices: { input: () => ({}), also: [429] },
} satisfies Record<string, Sample>;
