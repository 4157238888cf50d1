import { expect, test } from "vitest";
import { loadNodes } from "../nodes.ts";
import { robotsOf } from "./robots.ts";

const { sites } = await loadNodes();
const isRobot = robotsOf([...sites.values()].flatMap(({ previews = [] }) => previews));

const page = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

test.each([
  "http.rb/5.2.0 (Mastodon/4.2.10; +https://mastodon.example/)",
  "Mastodon/4.5.0 (http.rb/5.3.1; +https://social.example/) Bot",
  "Pleroma 2.7.0; https://pleroma.example <admin@pleroma.example>",
  "Akkoma 3.13.2-0-g050bc7442; https://akkoma.example <admin@akkoma.example>",
  "Misskey/2025.1.0 (https://misskey.example)",
  "GoToSocial/0.17.3 (+https://gts.example)",
  "Friendica 'Yellow Archangel' 2024.12-1571; https://friendica.example",
  "(Pixelfed/0.12.4; +https://pixelfed.example)",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Slack-ImgProxy (+https://api.slack.com/robots)",
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
  "Twitterbot/1.0",
  "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
  "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
  "WhatsApp/2.24.1 A",
  "TelegramBot (like TwitterBot)",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0 Safari/537.36",
  "curl/8.5.0",
  "python-requests/2.32",
  "Go-http-client/2.0",
  "node",
  "",
])("%s is a robot", (agent) => {
  expect(isRobot("GET", { ...page, "user-agent": agent })).toBe(true);
});

test.each([
  phone,
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  // Apps show pages in a browser of their own, and add their names.
  `${phone} [LinkedInApp]/9.30.1234`,
  `${phone} [FBAN/FBIOS;FBAV/489.0.0.51;FBDV/iPhone16,1]`,
  "Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
])("%s is a person", (agent) => {
  expect(isRobot("GET", { ...page, "user-agent": agent })).toBe(false);
  expect(
    isRobot("GET", { ...page, "user-agent": agent, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }),
  ).toBe(false);
});

test.each<[string, Record<string, string>]>([
  ["HEAD", {}],
  ["GET", { "sec-purpose": "prefetch;prerender" }],
  ["GET", { purpose: "prefetch" }],
  ["GET", { "x-purpose": "preview" }],
  ["GET", { "x-moz": "prefetch" }],
  ["GET", { "sec-fetch-mode": "no-cors" }],
  ["GET", { "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }],
  ["GET", { accept: "image/*" }],
])("what a browser fetches without somebody who follows a link is none: %s %o", (method, headers) => {
  expect(isRobot(method, { ...page, "user-agent": phone, ...headers })).toBe(true);
});
